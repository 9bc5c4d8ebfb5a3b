"""The quote: its JSON, its text, and the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from app.billing.tariffs.cli import quote_command
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.quote import quote, quote_as_dict, quote_as_text
from app.domain.errors import Refused
from app.domain.money import parse_fen
from app.domain.volume import Volume, parse_volume
from tests.billing.tariff_examples import BEIJING_2016, SHANGHAI, SHENZHEN

FILES = {"beijing.toml": BEIJING_2016, "shenzhen.toml": SHENZHEN, "shanghai.toml": SHANGHAI}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, name: str, *arguments: str) -> Result:
    return CliRunner().invoke(quote_command, [str(folder / name), *arguments])


def total_of(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return str(json.loads(result.stdout)["total"])


def test_the_json_is_the_one_of_the_public_format(folder: Path) -> None:
    result = run(folder, "beijing.toml", "--volume", "400.50", "--json")
    assert json.loads(result.stdout) == {
        "tariff": "北京居民用气 2016",
        "lines": [
            {"block": "1", "from": "0", "to": "350", "volume": "350", "price": "2.28", "amount": "798.00"},
            {"block": "2", "from": "350", "to": "400.5", "volume": "50.5", "price": "2.50", "amount": "126.25"},
        ],
        "volume": "400.5",
        "total": "924.25",
        "cumulative": "400.5",
    }
    assert (result.exit_code, result.stderr) == (0, "")
    assert "北京居民用气" in result.stdout


def test_a_correction_is_quoted_backwards(folder: Path) -> None:
    result = run(folder, "beijing.toml", "--volume", "-60", "--before", "400", "--json")
    assert json.loads(result.stdout) == {
        "tariff": "北京居民用气 2016",
        "lines": [
            {"block": "2", "from": "400", "to": "350", "volume": "-50", "price": "2.50", "amount": "-125.00"},
            {"block": "1", "from": "350", "to": "340", "volume": "-10", "price": "2.28", "amount": "-22.80"},
        ],
        "volume": "-60",
        "total": "-147.80",
        "cumulative": "340",
    }


def test_the_text_shows_every_line_and_the_total(folder: Path) -> None:
    result = run(folder, "beijing.toml", "--volume", "31", "--before", "330")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "北京居民用气 2016",
        "Block 1, from 330 to 350: 20 m³ at 2.28 yuan/m³ = 45.60 yuan",
        "Block 2, from 350 to 361: 11 m³ at 2.50 yuan/m³ = 27.50 yuan",
        "Total for 31 m³: 73.10 yuan",
        "Billed in the cycle afterwards: 361 m³",
    ]


def test_the_sentences_of_the_text_can_be_translated() -> None:
    quoted = quote(parse_tariff(BEIJING_2016), Volume(1000))
    assert quote_as_text(quoted, say=lambda text: text.msgid[:5]).splitlines()[1:] == ["Block", "Total", "Bille"]


def test_no_volume_costs_nothing(folder: Path) -> None:
    quoted = json.loads(run(folder, "beijing.toml", "--volume", "0", "--before", "12.5", "--json").stdout)
    assert (quoted["lines"], quoted["volume"], quoted["total"], quoted["cumulative"]) == ([], "0", "0.00", "12.5")


def test_the_day_chooses_the_season(folder: Path) -> None:
    assert total_of(run(folder, "shenzhen.toml", "--volume", "40", "--on", "2024-07-15", "--json")) == "147.65"
    assert total_of(run(folder, "shenzhen.toml", "--volume", "50", "--on", "2025-01-15", "--json")) == "181.75"


def test_without_a_day_the_first_day_of_the_list_chooses(folder: Path) -> None:
    march = total_of(run(folder, "shenzhen.toml", "--volume", "50", "--json"))
    assert march == total_of(run(folder, "shenzhen.toml", "--volume", "50", "--on", "2024-03-16", "--json")) == "181.75"


def test_the_size_of_the_household_raises_the_ceilings(folder: Path) -> None:
    assert total_of(run(folder, "beijing.toml", "--volume", "500", "--persons", "5", "--json")) == "1173.00"
    assert total_of(run(folder, "beijing.toml", "--volume", "500", "--persons", "6", "--json")) == "1140.00"


def test_the_use_chooses_the_plan(folder: Path) -> None:
    flat = run(folder, "shanghai.toml", "--volume", "600", "--persons", "7", "--use", "flat", "--json")
    assert total_of(flat) == "1830.00"


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("none.toml", ["--volume", "1"], "cannot be read: No such file or directory."),
        (".", ["--volume", "1"], "cannot be read: Is a directory."),
        ("beijing.toml", ["--volume", "1e30"], "--volume: “1e30” is not a number."),
        ("beijing.toml", ["--volume", "nan"], "--volume: “nan” is not a number."),
        ("beijing.toml", ["--volume", ""], "--volume: Enter a number."),
        ("beijing.toml", ["--volume", "1.0001"], "--volume: “1.0001” has too many decimals."),
        ("beijing.toml", ["--volume", "1000000000"], "--volume: The number must lie between"),
        ("beijing.toml", ["--volume", "-1"], "A correction cannot take back more than was billed in the cycle."),
        ("beijing.toml", ["--volume", "1", "--before", "-1"], "The volume billed before cannot be below zero."),
        ("beijing.toml", ["--volume", "1", "--before", "x"], "--before: “x” is not a number."),
        ("beijing.toml", ["--volume", "1", "--persons", "0"], "--persons: The number must lie between 1 and 999."),
        ("beijing.toml", ["--volume", "1", "--persons", "-3"], "--persons: The number must lie between 1 and 999."),
        ("beijing.toml", ["--volume", "1", "--persons", "2.5"], "--persons: “2.5” must be a whole number"),
        ("beijing.toml", ["--volume", "1", "--on", "2026-02-30"], "--on: “2026-02-30” is no date."),
        ("beijing.toml", ["--volume", "1", "--on", "20260201"], "--on: “20260201” is no date."),
        ("beijing.toml", ["--volume", "1", "--on", "2026-W01"], "--on: “2026-W01” is no date."),
        ("beijing.toml", ["--volume", "1", "--use", "boiler"], "The list has no plan for the use “boiler”."),
        ("shanghai.toml", ["--volume", "1", "--use", "flat"], "The use “flat” is only for households of at least 7"),
        (
            "shanghai.toml",
            ["--volume", "1", "--use", "flat", "--persons", "6"],
            "The use “flat” is only for households",
        ),
    ],
)
def test_refused_input_ends_with_status_2_and_one_clear_line(
    folder: Path, name: str, arguments: list[str], expected: str
) -> None:
    result = run(folder, name, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert expected in result.stderr


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "Line 1: “name” is missing."),
        (b"name = ", "Line 1: This is not valid TOML"),
        ('name = "北京"'.encode("gbk"), "Line 1: This is not UTF-8 text."),
        (b"\x00", "Line 1: This is not valid TOML"),
        (b"#" * 1_000_001, "The file is too large"),
        (b'"a\\nb\\u001b[31m" = 1', "Line 1: “a b [31m” is unknown."),
    ],
)
def test_a_bad_file_ends_with_status_2_and_one_clear_line(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "bad.toml").write_bytes(data)
    result = run(tmp_path, "bad.toml", "--volume", "1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(expected)


def test_a_missing_volume_ends_with_status_2(folder: Path) -> None:
    assert run(folder, "beijing.toml").exit_code == 2


def test_a_use_without_a_plan_is_refused_with_the_uses_there_are() -> None:
    with pytest.raises(Refused, match="Uses with a plan: general, flat"):
        quote(parse_tariff(SHANGHAI), Volume(1), on=date(2026, 1, 1), use="rural")


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000), st.integers(1, 12))
def test_the_written_figures_add_up(before: int, volume: int, persons: int) -> None:
    told = quote_as_dict(quote(parse_tariff(BEIJING_2016), Volume(volume), Volume(before), persons=persons))
    lines = told["lines"]
    assert isinstance(lines, list)
    assert sum(parse_fen(line["amount"]) for line in lines) == parse_fen(str(told["total"]))
    assert sum(parse_volume(line["volume"]) for line in lines) == parse_volume(str(told["volume"])) == volume
    assert parse_volume(str(told["cumulative"])) == before + volume
