"""What a purpose and a desk may be called: pure."""

from __future__ import annotations

import re

from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import N_, Text

ORIGINS = {
    "payment": N_("A payment"),
    "complaint": N_("A complaint"),
    "file": N_("A customer file"),
}
LONGEST_DESK = 20
_PREFIX = re.compile("[A-Z]{1,2}")


def prefix_of(text: str) -> str:
    """The letters that numbers begin with, in capitals. Letters only: with digits two numbers could be the same."""
    prefix = tidy(text).upper()
    if not _PREFIX.fullmatch(prefix):
        raise Refused(Text("Numbers begin with one or two letters, such as A."), field="prefix")
    return prefix


def desk_name(text: str) -> str:
    """The name of a desk, which is shown on the screens and spoken."""
    name = tidy(text)
    if not name:
        raise Refused(Text("Please fill this in."), field="name")
    if len(name) > LONGEST_DESK:
        raise Refused(
            Text("This is too long. At most %(most)s characters fit.", most=LONGEST_DESK), field="name"
        )  # fmt: skip
    return name
