"""The shape of the tree: sizes, docstrings, who may read the clock and the environment, what no file may hold."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
MODULE_LINES = 300
PAGE_LINES, REGION_LINES = 120, 60
FUNCTION_LINES = {"routes": 25, "service": 30, "queries": 30, "rules": 20}
COMMAND_LINES = 25  # cli.py: like routes, it loads, calls one verb and answers
SPOKEN_FOR = ("domain", "rules", "service", "queries")

CLOCK_READERS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
    "func": {"now", "current_timestamp", "current_date", "localtimestamp"},  # the database's clock
}
ENVIRONMENT = {"environ", "environb", "getenv", "putenv", "unsetenv"}

# Put together from halves, so that this file may hold them.
REGISTRY = re.compile(
    "|".join(
        (
            r"registry\.npmjs|npmjs\." + "org",
            r"pypi\." + "(?:org|python)|python" + "hosted",
            r"(?<!no-emit-)(?:index-url|find-links|trusted-host)(?:[ =]|$)",
            '"resolved"' + r"\s*:",
            r"^\s*(?:@[\w-]+:)?registry\s*=",
        )
    ),
    re.MULTILINE,
)


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """What a module holds by its place: `rules` for rules.py, rules_tiers.py and what lies in a package rules/."""
    for part in reversed(path.relative_to(APP).with_suffix("").parts):
        kind = part.partition("_")[0]
        if kind in {*FUNCTION_LINES, "cli"}:
            return kind
    return path.relative_to(APP).parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstring_lines(tree: ast.AST) -> int:
    """Lines that the docstrings in `tree` take, its own included."""
    total = 0
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() if ast.get_docstring(node):
                total += (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    return total


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def` on, without docstrings."""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring_lines(function)


def test_functions_keep_to_the_length_that_their_place_allows() -> None:
    limits = {**FUNCTION_LINES, "cli": COMMAND_LINES}
    found = [
        f"{shown(path)}:{function.lineno} {function.name}: {length(function)} of {limits[part_of(path)]} lines"
        for path in python_files("app")
        if part_of(path) in limits
        for function in functions(path)
        if length(function) > limits[part_of(path)]
    ]
    assert found == []


def test_most_functions_are_short() -> None:
    lengths = [length(function) for path in python_files("app") for function in functions(path)]
    assert statistics.median(lengths) < 10
    assert sum(lines < 25 for lines in lengths) >= 0.9 * len(lengths)


def test_no_module_holds_two_nouns() -> None:
    files = [*python_files("app", "script"), ROOT / "config.py", ROOT / "wsgi.py"]
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines()) - docstring_lines(tree_of(path)) for path in files
    }
    found = [
        f"{shown(path)}: {lines} of {MODULE_LINES} lines"
        for path, lines in sizes.items()
        if lines > MODULE_LINES and path.name != "policy.py"
    ]
    assert found == []


def test_templates_fit_on_a_screen_or_two() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        limit = REGION_LINES if path.name.startswith("_") else PAGE_LINES
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            found.append(f"{shown(path)}: {lines} of {limit} lines")
    assert found == []


def test_pages_carry_no_script_and_no_style_of_their_own() -> None:
    # The content security policy blocks them silently; papers are no pages.
    inline = re.compile(r"<style\b|\sstyle=|<script\b(?![^>]*\b(?:src|type)=)|\son[a-z]+=[\"']|\shx-on|javascript:")
    found = [
        f"{shown(path)}:{number} {line.strip()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if not {"print", "print.html"} & {*path.relative_to(ROOT / "templates").parts}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]
    assert found == []


def undocumented(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from undocumented(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node


def test_every_public_function_of_rules_verbs_and_looks_says_what_it_does() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("app")
        if part_of(path) in SPOKEN_FOR
        for node in undocumented(tree_of(path).body)
    ]
    assert found == []


def last_name(node: ast.expr) -> str:
    """`datetime` of both `datetime` and `dt.datetime`; empty for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def clock_reads(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=base, attr=name) if name in CLOCK_READERS.get(last_name(base), ()):
                yield node.lineno
            case ast.ImportFrom(module="time", names=names) if CLOCK_READERS["time"] & {name.name for name in names}:
                yield node.lineno


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "Column(default=date.today)",
        "time.time()",
        "func.now()",
        "from time import time",
    ],
)
def test_a_read_of_the_clock_is_recognised(source: str) -> None:
    assert list(clock_reads(ast.parse(source))) == [1]


@pytest.mark.parametrize("source", ["clock.now()", "time.monotonic()", "datetime.time(8)", "today(zone)"])
def test_other_calls_are_not_taken_for_a_read_of_the_clock(source: str) -> None:
    assert list(clock_reads(ast.parse(source))) == []


def test_only_the_clock_reads_the_time() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in [*python_files("app"), ROOT / "config.py", ROOT / "wsgi.py"]
        if path != APP / "clock.py"
        for line in clock_reads(tree_of(path))
    ]
    assert found == []


def environment_reads(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in ENVIRONMENT:
                yield node.lineno
            case ast.ImportFrom(module="os", names=names) if ENVIRONMENT & {name.name for name in names}:
                yield node.lineno


def test_only_the_configuration_reads_the_environment() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in [*python_files("app", "migrations"), ROOT / "wsgi.py"]
        for line in environment_reads(tree_of(path))
    ]
    assert found == []
    assert list(environment_reads(tree_of(ROOT / "config.py"))) != []


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    found = [
        f"{shown(path)}:{line} {name}"
        for path in python_files("app/domain")
        for line, name in imported(tree_of(path))
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("app.domain")
    ]
    assert found == []


def test_no_part_imports_the_whole_program() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("app")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "app" and node.level == 0
        if any(name.name == "create_app" for name in node.names)
    ]
    assert found == []


def kept_files() -> list[Path]:
    """Files that are in version control or would be with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_the_address_of_a_package_registry() -> None:
    found = []
    for path in kept_files():
        match = REGISTRY.search(path.read_bytes().decode("utf-8", errors="replace"))
        if match and path != Path(__file__):
            found.append(f"{shown(path)}: {match[0].strip()}")
    assert found == []


def test_every_python_requirement_is_pinned_with_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert lines
        assert [
            line for line in lines if not re.match(r"[\w.\[\]-]+==\S+(?: +--hash=sha256:[0-9a-f]{64})+ *$", line)
        ] == []
