"""What a cause may be called: pure."""

from __future__ import annotations

from collections.abc import Collection

from app.complaints.causes.words import SCHEMES
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text

LONGEST_NAME = 60


def cause_name(text: str, taken: Collection[str] = ()) -> str:
    """The tidied name of a cause. Raises Refused for none, one too long, and one that is `taken` in its list."""
    name = tidy(text)
    if not name:
        raise Refused(Text("Please fill this in."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST_NAME), field="name")
    if name in taken:
        raise Refused(Text("This list has a cause of this name already."), field="name")
    return name


def check_scheme(scheme: str) -> None:
    """Raises Refused for a list of causes that there is not."""
    if scheme not in SCHEMES:
        raise Refused(Text("Please choose one of the list."), field="scheme")
