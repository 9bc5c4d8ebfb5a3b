from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reception.board.rules import count, place_clips, speech
from app.reception.board.words import CHIME, DIGITS, PLACES, SOUNDS, TEN, clip

AUDIO = Path(__file__).parents[2] / "static" / "audio"


def test_a_number_is_spelled_and_the_desk_is_said_as_people_say_it() -> None:
    said = speech("A007", "窗口 2")
    assert said.clips == (
        "chime", "qing3", "a", "ling2", "ling2", "qi1", "hao4", "dao4", "er4", "hao4", "chuang1kou3",
    )  # fmt: skip
    assert said.rest == ""


def test_of_a_desk_with_unknown_words_only_the_number_is_spoken_and_the_rest_left_to_a_synthesis() -> None:
    said = speech("B12", "孔雀厅")
    assert said.clips == ("chime", "qing3", "b", "yi1", "er4", "hao4")
    assert said.rest == "到孔雀厅"


def test_without_a_desk_nobody_is_sent_anywhere() -> None:
    assert speech("C001", "").clips[-1] == "hao4"
    assert speech("C001", "").rest == ""


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("洽谈区１", "yi1 hao4 qia4tan2qu1"),
        ("3 号窗口", "san1 hao4 chuang1kou3"),
        ("窗口 12", "shi2 er4 hao4 chuang1kou3"),
        ("二号柜台", "er4 hao4 gui4tai2"),
        ("A 区 2", "er4 hao4 a qu1"),
        ("收费窗口-1", "yi1 hao4 shou1fei4 chuang1kou3"),
        ("二楼会议室", "er4 lou2 hui4yi4shi4"),
    ],
)
def test_the_names_of_usual_desks_are_known(name: str, sounds: str) -> None:
    assert place_clips(name) == tuple(sounds.split())


@given(st.integers(0, 99))
def test_people_count_to_ninety_nine_without_spelling(number: int) -> None:
    values = {sound: int(digit) for digit, sound in DIGITS.items()}
    sounds = count(number)
    if TEN in sounds:
        tens, _, ones = (sounds.index(TEN), None, sounds[sounds.index(TEN) + 1 :])
        read = 10 * (values[sounds[0]] if tens else 1) + (values[ones[0]] if ones else 0)
    else:
        [read] = [values[sound] for sound in sounds]
    assert read == number


@given(st.text(alphabet="ABZ0123456789甲", max_size=8), st.text(alphabet="窗口洽谈区号12A 孔雀", max_size=10))
def test_only_clips_that_exist_are_ever_asked_for(number: str, where: str) -> None:
    made = {*map(clip, SOUNDS), CHIME}
    assert set(speech(number, where).clips) <= made


def test_the_clips_on_disk_are_those_of_the_words_with_their_lengths() -> None:
    lengths = json.loads((AUDIO / "clips.json").read_text(encoding="utf-8"))
    assert set(lengths) == {*map(clip, SOUNDS), CHIME}
    assert {path.stem for path in AUDIO.glob("*.wav")} == set(lengths)
    assert all(100 < ms < 2500 for ms in lengths.values())
    assert sum(path.stat().st_size for path in AUDIO.iterdir()) < 4_000_000


def test_homophones_share_a_clip() -> None:
    assert clip(PLACES["号"]) == "hao4"
    assert len(SOUNDS) == len(set(map(clip, SOUNDS)))
