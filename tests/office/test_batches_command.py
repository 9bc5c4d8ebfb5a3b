"""Imports at the command line say what became of the rows, as figures or as sentences."""

from __future__ import annotations

import json

from flask import Flask

from app.customers.files import queries
from app.domain.actor import OPERATOR
from tests.customers.factories_customers import row, sheet


def run(app: Flask, *arguments):
    return app.test_cli_runner().invoke(args=["customers", "import", *map(str, arguments)])


def written(folder, rows):
    file = folder / "customers.csv"
    file.write_bytes(sheet(rows))
    return file


def stored(app: Flask) -> int:
    with app.app_context():
        return queries.count(queries.Filters(), OPERATOR)


def test_a_good_sheet_is_applied_at_once(app: Flask, folder):
    answer = run(app, written(folder, [row(1), row(2)]), "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {
        "batch": 1, "rows": 2, "create": 2, "update": 0, "same": 0, "duplicate": 0, "refused": 0,
    }  # fmt: skip
    assert stored(app) == 2


def test_a_sheet_with_refused_rows_is_not_applied(app: Flask, folder):
    answer = run(app, written(folder, [row(1), row(2, 联系电话="无")]), "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["refused"] == 1
    assert stored(app) == 0


def test_partial_applies_the_others_and_still_ends_with_one(app: Flask, folder):
    answer = run(app, written(folder, [row(1), row(2, 联系电话="无")]), "--json", "--partial")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["create"] == 1
    assert stored(app) == 1


def test_the_same_sheet_again_changes_nothing(app: Flask, folder):
    file = written(folder, [row(1), row(2)])
    run(app, file)
    answer = run(app, file, "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["same"] == 2
    assert stored(app) == 2


def test_sentences_name_the_refused_rows(app: Flask, folder):
    answer = run(app, written(folder, [row(1), row(2, 联系电话="无")]))
    assert "3" in answer.stdout
    assert "无" in answer.stdout
    assert answer.exit_code == 1


def test_a_file_that_is_no_sheet_is_one_line_and_status_two(app: Flask, folder):
    file = folder / "page.csv"
    file.write_text("<html></html>")
    answer = run(app, file, "--json")
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1


def test_it_may_be_done_only_by_who_may_import(app: Flask, folder):
    file = written(folder, [row(1)])
    assert run(app, file, "--by", "chen").exit_code == 2
    assert stored(app) == 0
    assert run(app, file, "--by", "bai").exit_code == 0
    assert stored(app) == 1
