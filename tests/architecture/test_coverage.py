"""docs/handbook-coverage.md is true: every row of the handbook stands there once, and what it calls done exists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "handbook-coverage.md"
HIGHEST = {  # family of rows: the number of its last row
    "R": 153,
    "C": 129,
    "K": 79,
    "G": 22,
    "S": 35,
    "A": 45,
    "P": 34,
    "O": 21,
    "F": 100,
    "D": 39,
    "M": 44,
    "X": 21,
}
EXPECTED = [f"{family}-{number:02d}" for family, last in HIGHEST.items() for number in range(1, last + 1)]
STATE = re.compile(r"done|not yet|in part: \S.*|left out: because \S.*")
CITED = re.compile(rf"(?<![\w-])[{''.join(HIGHEST)}]-\d{{2,3}}(?![\w-])")
PLACE = re.compile(r"`(app/[\w/]+\.py):(\w+)`")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
LEAST_WORDS = 4


@dataclass(frozen=True)
class Row:
    """One row of the page."""

    id: str
    sentence: str
    state: str
    where: str
    test: str


@cache
def rows() -> tuple[Row, ...]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| [A-Z]-\d", line))
    return tuple(Row(*found) for found in cells)


@cache
def text_of(path: str) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def missing_place(path: str, name: str) -> bool:
    """A function, class or constant of that name is not defined at the top of that file."""
    return not re.search(rf"^(?:(?:async )?def |class )?{name}\b", text_of(path), re.MULTILINE)


def missing_proof(path: str, name: str) -> bool:
    """A test of that name does not stand in that file."""
    return not re.search(rf"^ *def {name}\(", text_of(path), re.MULTILINE)


def cited() -> dict[str, str]:
    """Every row that a file of the program names, and one file that does."""
    files = sorted((ROOT / "app").rglob("*.py"))
    return {row: file.relative_to(ROOT).as_posix() for file in files for row in CITED.findall(file.read_text("utf-8"))}


def test_every_row_of_the_handbook_stands_once() -> None:
    counted = Counter(row.id for row in rows())
    assert [row for row, times in counted.items() if times > 1] == []
    assert sorted(counted) == sorted(EXPECTED)


def test_every_row_says_in_words_what_it_asks() -> None:
    assert [row.id for row in rows() if len(row.sentence.split()) < LEAST_WORDS] == []


def test_every_row_has_a_known_state() -> None:
    assert [(row.id, row.state) for row in rows() if not STATE.fullmatch(row.state)] == []


def test_what_is_done_names_its_place_and_its_proof() -> None:
    finished = [row for row in rows() if row.state == "done"]
    assert finished
    assert [row.id for row in finished if not PLACE.search(row.where) or not PROOF.search(row.test)] == []


def test_every_place_and_every_proof_exists() -> None:
    places = {place for row in rows() for place in PLACE.findall(row.where)}
    proofs = {proof for row in rows() for proof in PROOF.findall(row.test)}
    assert sorted(":".join(place) for place in places if missing_place(*place)) == []
    assert sorted("::".join(proof) for proof in proofs if missing_proof(*proof)) == []


def test_nothing_else_stands_where_places_and_proofs_belong() -> None:
    assert [row.id for row in rows() if PLACE.sub("", row.where).replace("<br>", "").strip()] == []
    assert [row.id for row in rows() if PROOF.sub("", row.test).replace("<br>", "").strip()] == []


def test_no_function_cites_a_row_that_still_waits() -> None:
    states = {row.id: row.state for row in rows()}
    wrong = {row: file for row, file in cited().items() if states.get(row, "not yet") == "not yet"}
    assert wrong == {}


@pytest.mark.parametrize(
    ("state", "known"),
    [("done", True), ("not yet", True), ("in part: half", True), ("in part:", False), ("left out", False), ("", False)],
)
def test_a_state_is_known_only_with_its_reason(state: str, known: bool) -> None:
    assert bool(STATE.fullmatch(state)) is known
