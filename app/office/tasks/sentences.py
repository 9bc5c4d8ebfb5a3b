"""How a task reads: its kind's sentence over its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.domain.volume import Volume, format_volume
from app.office.tasks.kinds import TaskKind
from app.web.filters import moment

UNIT = re.compile(r"_(fen|m3|msgid)$")
PLACE = re.compile(r"%\((\w+)\)s")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+\d{2}:\d{2}")
NOTHING = "–"


def sentence_of(kind: TaskKind | None, key: str, facts: Mapping[str, Any]) -> Text | str:
    """The sentence of a task; its stored key where the feature that declared the kind is gone.

    A place for which there is no fact shows a dash, never a fault.
    """
    return _filled(kind.sentence.msgid, facts) if kind else key


def _filled(msgid: str, facts: Mapping[str, Any]) -> Text:
    shown = {UNIT.sub("", name): _shown(name, value) for name, value in facts.items()}
    return Text(msgid, **{**dict.fromkeys(PLACE.findall(msgid), NOTHING), **shown})


def _shown(name: str, value: Any) -> Text | str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dict):
        return _filled(str(value["msgid"]), value["params"])
    if isinstance(value, int) and name.endswith("_fen"):
        return format_fen(Fen(value), symbol=True)
    if isinstance(value, int) and name.endswith("_m3"):
        return f"{format_volume(Volume(value))} m³"
    if name.endswith("_msgid"):
        return Text(str(value))
    text = str(value)
    return moment(datetime.fromisoformat(text)) if MOMENT.fullmatch(text) else text
