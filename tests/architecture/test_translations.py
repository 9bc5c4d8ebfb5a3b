"""Both languages are complete: nothing on a page or paper is said in one of them only."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "app/translations/zh_Hans_CN/LC_MESSAGES/messages.po"
METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "N_": None, "Text": (1,)}
PLACE = re.compile(r"%\((\w+)\)s")


@cache
def sentences() -> frozenset[str]:
    """Every msgid of the program."""
    options = {"templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(ROOT, METHODS, options, KEYWORDS, directory_filter=_ours)
    return frozenset(message if isinstance(message, str) else message[0] for _, _, message, _, _ in found)


def _ours(folder: str) -> bool:
    return Path(folder).name not in {".venv", "node_modules", ".git", "instance", "static", "tests"}


@cache
def catalogue() -> Catalog:
    """The Chinese catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file)


def test_every_sentence_has_its_chinese() -> None:
    missing = sorted(s for s in sentences() if not (found := catalogue().get(s)) or not found.string)
    assert missing == [], "run script/translate and fill in what is missing"


def test_no_translation_is_only_a_guess() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_translations_keep_the_places_of_their_values() -> None:
    wrong = [
        message.id
        for message in catalogue()
        if message.id and message.string and set(PLACE.findall(message.id)) != set(PLACE.findall(message.string))
    ]
    assert wrong == []


def test_nothing_is_translated_that_the_program_no_longer_says() -> None:
    assert sorted(message.id for message in catalogue() if message.id and message.id not in sentences()) == []
