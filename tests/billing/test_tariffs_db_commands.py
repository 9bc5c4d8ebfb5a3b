"""The commands about price lists at the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from app.billing.tariffs import queries
from app.billing.tariffs.files import parse_tariff
from tests.billing.tariff_examples import BEIJING_2016


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "beijing.toml"
    path.write_text(BEIJING_2016, encoding="utf-8")
    return str(path)


def test_a_quote_is_printed_as_json(app: Flask, file: str) -> None:
    result = app.test_cli_runner().invoke(args=["billing", "quote", file, "--volume", "400", "--json"])
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["total"] == "923.00"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--volume"],
        ["--volume", "x"],
        ["--volume", "5", "--colour", "red"],
        ["--volume", "5", "extra"],
        ["--volume", "5", "--persons", "0"],
        ["--volume", "5", "--on", "2026-02-30"],
        ["--volume", "5", "--use", "boiler"],
        ["--volume", "-5"],
    ],
)
def test_what_a_quote_does_not_understand_is_one_line(app: Flask, file: str, arguments: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=["billing", "quote", file, *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_a_file_is_imported_once(app: Flask, file: str) -> None:
    runner = app.test_cli_runner()
    result = runner.invoke(args=["billing", "tariff-import", file, "--json", "--by", "xu"])
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    assert (said["category"], said["valid_from"]) == ("residential", "2016-01-01")
    with app.app_context():
        assert queries.price_lists() == {said["tariff"]: parse_tariff(BEIJING_2016)}
        assert queries.tariff(said["tariff"]).entered_by == "徐财"
    again = runner.invoke(args=["billing", "tariff-import", file])
    assert again.exit_code == 2
    assert len(again.stderr.splitlines()) == 1


def test_only_who_may_enter_lists_imports_them(app: Flask, file: str) -> None:
    result = app.test_cli_runner().invoke(args=["billing", "tariff-import", file, "--by", "chen"])
    assert result.exit_code == 2
    with app.app_context():
        assert queries.price_lists() == {}


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_one_line(app: Flask, tmp_path: Path, name: str) -> None:
    result = app.test_cli_runner().invoke(args=["billing", "tariff-import", str(tmp_path / name)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
