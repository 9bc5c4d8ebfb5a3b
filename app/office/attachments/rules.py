"""Which files the office keeps, and how it knows that a file is what its name says (O-12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import filetype

from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text

LONGEST_NAME = 200
HEAD = 8192  # bytes at the beginning by which a file is known
ZIP, OLE, TEXT = "zip", "ole", ""
OFFICE = "application/vnd.openxmlformats-officedocument"
SUBJECT = re.compile(r"[a-z_]{1,30}:[0-9]{1,18}")
FORBIDDEN = re.compile(r'[<>:"|?*]')
CODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is served, what its beginning must be, and the part that a package must hold."""

    media_type: str
    beginning: str
    part: str = ""
    inline: bool = False


JPEG = Kind("image/jpeg", "image/jpeg", inline=True)
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", "application/pdf", inline=True),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": Kind("image/png", "image/png", inline=True),
    "gif": Kind("image/gif", "image/gif", inline=True),
    "webp": Kind("image/webp", "image/webp", inline=True),
    "docx": Kind(f"{OFFICE}.wordprocessingml.document", ZIP, part="word/"),
    "xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", ZIP, part="xl/"),
    "doc": Kind("application/msword", OLE),
    "xls": Kind("application/vnd.ms-excel", OLE),
    "ofd": Kind("application/ofd", ZIP, part="OFD.xml"),
    "csv": Kind("text/csv", TEXT),
    "txt": Kind("text/plain", TEXT),
}
INLINE = frozenset(kind.media_type for kind in KINDS.values() if kind.inline)


def clean_name(filename: str) -> str:
    """The file's own name, tidied, without folders and signs that some systems forbid. Raises Refused for none."""
    plain = FORBIDDEN.sub("_", tidy(re.split(r"[/\\]", filename)[-1])).strip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not stem:
        raise Refused(Text("This file has no name that tells its kind, such as licence.pdf."), field="file")
    return stem[: LONGEST_NAME - len(dot + extension)] + dot + extension


def kind_of(name: str) -> Kind:
    """The kind that the name tells. Raises Refused for a kind that the office does not keep."""
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind is None:
        kinds = ", ".join(sorted(KINDS))
        raise Refused(
            Text("Files of this kind cannot be attached. Possible are: %(kinds)s.", kinds=kinds), field="file"
        )
    return kind


def beginning_of(head: bytes) -> str:
    """What the first bytes of a file tell: a media type, "zip", "ole", or nothing for plain text and the unknown."""
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return OLE
    return filetype.guess_mime(head) or TEXT


def refuse_disguise(kind: Kind, head: bytes) -> None:
    """Raise Refused where the first bytes tell another kind than the name."""
    if beginning_of(head) != kind.beginning:
        raise disguised()


def disguised() -> Refused:
    """The refusal of a file that is not what its name says."""
    return Refused(Text("This file is not what its name says. Save it anew in its own program."), field="file")


def is_text(data: bytes) -> bool:
    """Tell whether these bytes are text in UTF-8, GB18030 or marked UTF-16, without control characters."""
    codings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else CODINGS
    return any(_reads(data, coding) for coding in codings)


def is_subject(text: str) -> bool:
    """Tell whether this names a subject, such as "customer:12"."""
    return SUBJECT.fullmatch(text) is not None


def _reads(data: bytes, coding: str) -> bool:
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)
