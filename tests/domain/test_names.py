"""Names and telephone numbers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import masked, masked_phone, phone_tail, tidy, without_legal_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  王　小明 ", "王 小明"),
        ("ＡＢＣ（杭州）", "ABC(杭州)"),
        ("王\u200b小\u202e明\u2069\ufeff", "王小明"),
        ("王\n小\t明", "王 小 明"),
        ("王\x00小\ud800明", "王小明"),
        ("e\u200b\u0301", "é"),
        ("葛\U000e0100城", "葛城"),
        ("\u3164\u200d", ""),
    ],
)
def test_a_name_has_one_form(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.text(alphabet=st.characters()))
def test_a_tidy_name_is_visible_text_and_stays_as_it_is(text: str) -> None:
    name = tidy(text)
    assert tidy(name) == name
    assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cf", "Cs"}
    assert name == name.strip()
    assert "  " not in name
    name.encode()


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("杭州钱塘家具有限公司", "杭州钱塘家具"),
        ("杭州钱塘家具股份有限公司", "杭州钱塘家具"),
        ("杭州钱塘家具有限责任公司 ", "杭州钱塘家具"),
        ("钱塘（集团）有限公司", "钱塘"),
        ("钱塘集团股份有限公司", "钱塘"),
        ("钱塘集团", "钱塘"),
        ("钱塘投资合伙企业（有限合伙）", "钱塘投资"),
        ("钱塘燃气总公司", "钱塘燃气"),
        ("钱塘家具有限公司杭州分公司", "钱塘家具有限公司杭州分公司"),
        ("Acme Furniture Co., Ltd.", "Acme Furniture"),
        ("Acme Co.,Ltd", "Acme"),
        ("ACME (PTE) LTD", "ACME"),
        ("Acme Group Limited", "Acme"),
        ("Costco", "Costco"),
        ("Marco", "Marco"),
        ("王小明", "王小明"),
        ("集团", "集团"),
        ("有限公司", "有限公司"),
        ("", ""),
    ],
)
def test_the_legal_form_is_left_out_for_comparison(name: str, core: str) -> None:
    assert without_legal_form(name) == core


@given(
    st.lists(st.sampled_from(["杭州", "Acme", " ", "有限公司", "集团", "(集团)", "Co., Ltd.", "股份", "分"])).map(
        "".join
    )
)
def test_shortening_a_name_twice_changes_nothing_and_never_empties_it(name: str) -> None:
    core = without_legal_form(name)
    assert without_legal_form(core) == core
    assert bool(core) == bool(tidy(name))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王**"),
        ("王五", "王**"),
        ("王", "王**"),
        ("欧阳小明", "欧**"),
        ("买买提·吐尔逊江", "买**"),
        ("John Smith", "J**"),
        ("杭州钱塘家具有限公司", "杭州**司"),
        ("钱塘（集团）", "钱塘**团"),
        ("老王家五金店", "老王**店"),
        ("Acme Co., Ltd.", "Ac**d"),
        (" \u200b", ""),
    ],
)
def test_a_public_screen_shows_no_whole_name(name: str, shown: str) -> None:
    assert masked(name) == shown


@given(st.text(min_size=2))
def test_a_mask_shows_at_most_three_signs(name: str) -> None:
    assert len(masked(name)) <= 5
    assert bool(masked(name)) == bool(tidy(name))


@pytest.mark.parametrize(
    ("phone", "tail", "shown"),
    [
        ("13812345678", "5678", "138****5678"),
        ("+86 138-1234-5678", "5678", "138****5678"),
        ("008613812345678", "5678", "138****5678"),
        ("１３８１２３４５６７８", "5678", "138****5678"),
        ("0571-8888 4321", "4321", "057****4321"),
        ("88884321", "4321", "****4321"),
        ("110", "110", "****"),
        ("", "", ""),
        ("none", "", ""),
    ],
)
def test_telephone_numbers_are_shown_in_part(phone: str, tail: str, shown: str) -> None:
    assert (phone_tail(phone), masked_phone(phone)) == (tail, shown)


@given(st.text(alphabet="0123456789 -+", max_size=20), st.integers(0, 8))
def test_a_tail_has_the_digits_asked_for_and_no_more(phone: str, n: int) -> None:
    tail = phone_tail(phone, n)
    assert len(tail) <= n
    assert phone.replace(" ", "").replace("-", "").replace("+", "").endswith(tail)
