"""No float comes near money, volume or price: the syntax trees of app/domain and app/billing are walked for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
FORBIDDEN_NAMES = {"float": "float", "round": "round()", "truediv": "true division", "fsum": "fsum"}
CALCULATING = ("rules", "service", "queries")


def divides_exactly(path: Path) -> bool:
    """Tell whether `/` is forbidden in this file: everywhere in the domain, in billing where sums are made."""
    inside = path.relative_to(APP).with_suffix("").parts
    return inside[0] == "domain" or any(part.startswith(CALCULATING) for part in inside[1:])


def faults(source: str, *, no_division: bool) -> list[str]:
    """What in `source` is, makes or rounds a float, each with its line."""
    return [f"line {line}: {what}" for line, what in _faults(ast.parse(source), no_division)]


def _faults(tree: ast.AST, no_division: bool) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node.lineno, "float literal"
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in FORBIDDEN_NAMES and _counts(node):
                yield node.lineno, FORBIDDEN_NAMES[name]
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()) if no_division:
                yield node.lineno, "true division"
            case ast.ImportFrom(names=names):
                yield from ((node.lineno, FORBIDDEN_NAMES[n.name]) for n in names if n.name in FORBIDDEN_NAMES)


def _counts(node: ast.Name | ast.Attribute) -> bool:
    """Any bare name counts; of attributes the functions that give floats (`operator.truediv`, SQL's `func.round`)."""
    return isinstance(node, ast.Name) or node.attr in {"round", "truediv", "fsum"}


def guarded_files() -> list[Path]:
    return sorted(path for folder in ("domain", "billing") for path in (APP / folder).rglob("*.py"))


def test_the_domain_is_among_the_guarded_files() -> None:
    assert APP / "domain" / "money.py" in guarded_files()


def test_no_float_and_no_rounding_stand_in_the_domain_and_in_billing() -> None:
    found = [
        f"{path.relative_to(APP.parent)} {fault}"
        for path in guarded_files()
        for fault in faults(path.read_text(encoding="utf-8"), no_division=divides_exactly(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 0.1",
        "x = 1e3",
        "x = 2j",
        "x = float('1')",
        "def f(x: float) -> int: ...",
        "x = list(map(float, rows))",
        "x = round(7, 2)",
        "x = total / 3",
        "total /= 3",
        "import operator\nx = operator.truediv(1, 2)",
        "from math import fsum as add",
        "x = func.round(total)",
    ],
)
def test_the_guard_sees_every_way_to_a_float(source: str) -> None:
    assert faults(source, no_division=True)


@pytest.mark.parametrize("source", ["x = 7 // 2", "x = '0.1'", "x = divmod(7, 2)", "x = f'{x:,}'", "x = rounds(7)"])
def test_the_guard_lets_integers_pass(source: str) -> None:
    assert faults(source, no_division=True) == []


def test_paths_may_be_joined_where_nothing_is_calculated() -> None:
    assert faults("x = folder / name", no_division=False) == []
    assert not divides_exactly(APP / "billing" / "reports" / "routes.py")


@pytest.mark.parametrize(
    "path",
    ["domain/money.py", "billing/tariffs/rules.py", "billing/payments/service/take.py", "billing/queries_old.py"],
)
def test_division_is_forbidden_where_sums_are_made(path: str) -> None:
    assert divides_exactly(APP / path)
