"""What kind of file somebody has sent, judged by its content, and whether it is safe to open."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from pathlib import Path

from app.domain.errors import Refused
from app.domain.text import Text

MOST_ROWS = 150_000
MOST_BYTES = 32 * 1024 * 1024
MOST_UNPACKED_BYTES = 512 * 1024 * 1024
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = 16 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEET_PARTS = {"xl/workbook.xml", "content.xml"}


class Kind(Enum):
    """How a file is to be read."""

    WORKBOOK = "XLSX, XLS or ODS"
    TEXT = "text with a separator between the cells"


def kind_of(path: Path) -> Kind:
    """Tell how the file at `path` is to be read; its name is not asked, for names lie.

    Raises Refused for files that are empty, larger than 32 MB, encrypted, damaged, no spreadsheet, or a zip bomb.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(Text("The file is empty."))
    if size > MOST_BYTES:
        raise Refused(Text("The file is too large. Megabytes allowed: %(limit)s.", limit=MOST_BYTES // 1024**2))
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(_ZIP):
        _check_archive(path)
        return Kind.WORKBOOK
    if head == _OLE:
        if _ENCRYPTED_PACKAGE in path.read_bytes():
            raise encrypted()
        return Kind.WORKBOOK
    return Kind.TEXT


def encrypted() -> Refused:
    """The refusal of a file that wants a password."""
    return Refused(Text("The file is protected by a password. Save it without one and try again."))


def unreadable() -> Refused:
    """The refusal of a file that is damaged or of another kind."""
    return Refused(Text("The file cannot be read as a spreadsheet. Save it as XLSX or CSV and try again."))


def too_demanding() -> Refused:
    """The refusal of a file that would fill the memory of this computer."""
    return Refused(Text("The file unpacks to more than this program can hold. Save only the needed cells."))


def too_many_rows() -> Refused:
    """The refusal of a table with more than 150,000 rows."""
    return Refused(Text("The file has too many rows. Rows allowed: %(limit)s.", limit=MOST_ROWS))


def _check_archive(path: Path) -> None:
    """Look at the directory first; then unpack every part once, for a directory can understate the sizes."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            if any(part.flag_bits & 1 for part in parts) or b"encryption-data" in _manifest(archive):
                raise encrypted()
            if not _SPREADSHEET_PARTS & {part.filename for part in parts} or archive.testzip() is not None:
                raise unreadable()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise unreadable() from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED_BYTES or (unpacked > _RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO):
        raise too_demanding()


def _manifest(archive: zipfile.ZipFile) -> bytes:
    """The table of contents of an ODS file; nothing where there is none."""
    name = "META-INF/manifest.xml"
    return archive.read(name) if name in archive.namelist() else b""
