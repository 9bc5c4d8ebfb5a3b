"""On which line each key of a TOML text stands, so that a refusal can say where to look."""

from __future__ import annotations

import re
from collections import deque

_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n]* | [^\S\n]+ )
    | \"{3} (?: \\. | [^\\] )*? \"{3,5}
    | '{3} .*? '{3,5}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    | [\[\]{}=,.\n]
    | [^\s\[\]{}=,."'\#]+
    """,
    re.VERBOSE | re.DOTALL,
)

_Tokens = deque[tuple[str, int]]
_Path = tuple[str | int, ...]
_Lines = dict[_Path, int]


def key_lines(text: str) -> dict[str, int]:
    """The line, from 1, of every key, table and list item; a place is its keys and numbers: "plan-0-blocks-2-price".

    `text` must have been read as TOML before: this looks for places and checks nothing.
    """
    tokens = _tokens(text)
    lines: _Lines = {}
    last: dict[_Path, int] = {}
    table: _Path = ()
    while tokens:
        if tokens[0][0] == "\n":
            tokens.popleft()
        elif tokens[0][0] == "[":
            table = _header(tokens, lines, last)
        else:
            _assignment(tokens, table, lines)
    return {"-".join(map(str, path)): line for path, line in lines.items()}


def _tokens(text: str) -> _Tokens:
    tokens: _Tokens = deque()
    line = 1
    for found in _TOKEN.finditer(text):
        if found["skip"] is None:
            tokens.append((found[0], line))
        line += found[0].count("\n")
    return tokens


def _header(tokens: _Tokens, lines: _Lines, last: dict[_Path, int]) -> _Path:
    line = tokens.popleft()[1]
    is_list = tokens[0][0] == "["
    if is_list:
        tokens.popleft()
    keys = _keys(tokens, "]")
    path: _Path = ()
    for position, key in enumerate(keys, 1):
        path = (*path, key)
        if is_list and position == len(keys):
            last[path] = last.get(path, -1) + 1
        lines.setdefault(path, line)
        if path in last:
            path = (*path, last[path])
    lines.setdefault(path, line)
    while tokens and tokens[0][0] == "]":
        tokens.popleft()
    return path


def _keys(tokens: _Tokens, end: str) -> list[str]:
    keys = []
    while tokens[0][0] != end:
        mark = tokens.popleft()[0]
        if mark != ".":
            keys.append(mark.strip("\"'"))
    return keys


def _assignment(tokens: _Tokens, table: _Path, lines: _Lines) -> None:
    line = tokens[0][1]
    path = table
    for key in _keys(tokens, "="):
        path = (*path, key)
        lines.setdefault(path, line)
    tokens.popleft()
    _value(tokens, path, lines)


def _value(tokens: _Tokens, path: _Path, lines: _Lines) -> None:
    opening, line = tokens.popleft()
    lines.setdefault(path, line)
    if opening == "{":
        _inline_table(tokens, path, lines)
    elif opening == "[":
        _list(tokens, path, lines)
    else:
        while tokens and tokens[0][0] not in ",]}\n":
            tokens.popleft()


def _inline_table(tokens: _Tokens, path: _Path, lines: _Lines) -> None:
    while tokens[0][0] != "}":
        if tokens[0][0] == ",":
            tokens.popleft()
        else:
            _assignment(tokens, path, lines)
    tokens.popleft()


def _list(tokens: _Tokens, path: _Path, lines: _Lines) -> None:
    number = 0
    while tokens[0][0] != "]":
        if tokens[0][0] in ",\n":
            tokens.popleft()
        else:
            _value(tokens, (*path, number), lines)
            number += 1
    tokens.popleft()
