"""User names, passwords, pauses and ways back: pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.access.rules import (
    COMMON,
    check_password,
    check_username,
    local_path,
    minutes_to_wait,
    username_of,
)

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=15)


@pytest.mark.parametrize("username", ["fang", "ma.2", "li_na", "陈收", "a-b", "7b"])
def test_it_takes_user_names_that_can_be_typed(username: str) -> None:
    check_username(username)


@pytest.mark.parametrize("username", ["", "a", ".fang", "_x", "two words", "x" * 41, "a/b", "a@b"])
def test_it_refuses_user_names_that_cannot_be_told_apart(username: str) -> None:
    with pytest.raises(Refused) as refused:
        check_username(username)
    assert refused.value.field == "username"


def test_a_user_name_is_the_same_however_it_is_typed() -> None:
    assert username_of("  ＦANG ") == username_of("fang") == "fang"


@pytest.mark.parametrize("password", ["correct horse", "钥匙在门口的花盆下面呢", "12 34 56 78", "aaaaaaaaab"])
def test_it_takes_long_passwords_whatever_they_are_made_of(password: str) -> None:
    check_password(password, username="fang", shortest=10)


@pytest.mark.parametrize("password", ["short", "123456789", "1234567890", "QwertyUiop", "aaaaaaaaaa", "fang.fang.fang"])
def test_it_refuses_passwords_that_are_guessed_first(password: str) -> None:
    with pytest.raises(Refused) as refused:
        check_password(password, username="Fang.Fang.Fang", shortest=10)
    assert refused.value.field == "password"


def test_the_list_of_common_passwords_is_in_small_letters() -> None:
    assert {word.casefold() for word in COMMON} == COMMON


def test_there_is_no_pause_before_the_last_attempt() -> None:
    assert minutes_to_wait([NOW] * 4, 5, NOW, WINDOW) == 0


def test_the_pause_ends_when_the_oldest_of_the_counted_attempts_is_old_enough() -> None:
    attempts = [NOW - timedelta(minutes=minutes) for minutes in (1, 2, 3, 4, 10)]
    assert minutes_to_wait(attempts, 5, NOW, WINDOW) == 5


@given(
    st.lists(st.integers(0, 14 * 60 + 59), min_size=1, max_size=20).map(sorted),
    st.integers(1, 20),
)
def test_who_waits_as_long_as_told_may_try_again(ages: list[int], most: int) -> None:
    attempts = [NOW - timedelta(seconds=age) for age in ages]
    wait = minutes_to_wait(attempts, most, NOW, WINDOW)
    later = NOW + timedelta(minutes=wait)
    assert minutes_to_wait([at for at in attempts if at > later - WINDOW], most, later, WINDOW) == 0
    assert (wait == 0) == (len(ages) < most)


@pytest.mark.parametrize("way", ["/", "/office/staff?state=all&name=%E9%99%88", "/customers/7#visits", "/a//b"])
def test_a_way_back_inside_the_program_is_kept(way: str) -> None:
    assert local_path(way) == way


@pytest.mark.parametrize(
    "way",
    [
        None,
        "",
        "office",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "http://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "/" + "x" * 2000,
    ],
)
def test_a_way_that_could_lead_elsewhere_is_dropped(way: str | None) -> None:
    assert local_path(way) is None


@given(st.text(alphabet=st.sampled_from("/\\.:@?#%\t\n evil"), max_size=12))
def test_no_way_that_is_kept_names_another_host(way: str) -> None:
    kept = local_path(way)
    assert kept is None or (kept.startswith("/") and kept[1:2] not in {"/", "\\"} and "\\" not in kept)
