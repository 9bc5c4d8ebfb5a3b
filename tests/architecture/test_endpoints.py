"""Every page and command is marked, and who may open what is written down and looked over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from app.roles import ROLES
from app.web import registry
from app.web.guard import ALWAYS_OPEN, MARK, PUBLIC, SIGNED_IN, marks_of
from tests import factories

TABLE = Path(__file__).parent / "who_may_open_what.json"
OPERATORS_OWN = {"db", "routes", "run", "shell", "jobs"}  # of Flask, or of whoever keeps the program running


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in ALWAYS_OPEN]


def who_may(app: Flask) -> dict[str, list[str]]:
    """Endpoint -> the roles that may open it, as the marks and app/roles say."""
    found: dict[str, list[str]] = {}
    for rule in rules(app):
        marks = marks_of(app.view_functions[rule.endpoint])
        found[rule.endpoint] = [PUBLIC] if PUBLIC in marks else [SIGNED_IN] if SIGNED_IN in marks else _roles(marks)
    return dict(sorted(found.items()))


def _roles(marks: Any) -> list[str]:
    wanted = {mark.name for mark in marks}
    return [role for role, (_, held) in ROLES.items() if wanted & set(held)]


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if not path and name in OPERATORS_OWN:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}".strip(), command


def test_every_endpoint_is_marked(app: Flask) -> None:
    assert [rule.endpoint for rule in rules(app) if not marks_of(app.view_functions[rule.endpoint])] == []


def test_every_command_is_marked(app: Flask) -> None:
    assert [path for path, command in commands(app.cli) if not hasattr(command.callback, MARK)] == []


def test_every_mark_is_a_declared_permission(app: Flask) -> None:
    with app.app_context():
        declared = {permission.name for permission in registry.permissions()}
    marks = {mark for rule in rules(app) for mark in marks_of(app.view_functions[rule.endpoint])}
    used = {mark.name for mark in marks if mark not in (PUBLIC, SIGNED_IN)}
    assert used <= declared


def test_the_shipped_roles_hold_declared_permissions_only(app: Flask) -> None:
    with app.app_context():
        declared = {permission.name for permission in registry.permissions()}
    held = {permission for _, permissions in ROLES.values() for permission in permissions}
    assert held - declared == set()
    assert declared - held == set(), "a permission that no shipped role holds"


def test_who_may_open_what_is_as_looked_over(app: Flask) -> None:
    """After a wanted change run `python -m tests.architecture.write_table` and read the difference."""
    assert who_may(app) == json.loads(TABLE.read_text(encoding="utf-8"))


def test_addresses_are_in_kebab_case(app: Flask) -> None:
    for rule in rules(app):
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", plain), rule.rule


@pytest.mark.parametrize("username", list(factories.CAST))
def test_the_guard_opens_what_the_table_says(app: Flask, username: str) -> None:
    role = factories.CAST[username][1]
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    client = factories.signed_in(app, username)
    wrong = []
    for rule in rules(app):
        if rule.endpoint == "access.sign_out":
            continue  # it would end the session that asks
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(_address(app, rule), method=method)
        answer.close()  # a stream would never end
        status = answer.status_code
        open_to = table[rule.endpoint]
        may = bool({PUBLIC, SIGNED_IN} & set(open_to)) or role in open_to
        if (status == 403) is may or status >= 500:
            wrong.append((rule.endpoint, method, status))
    assert wrong == []


def _address(app: Flask, rule: Rule) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            values[name] = sorted(converter.items)[0]
        elif isinstance(converter, IntegerConverter):
            values[name] = 999999
        else:
            values[name] = "2026-11" if name == "period" else "none:0"
    with app.test_request_context():
        built = rule.build(values)
    assert built is not None
    return built[1]
