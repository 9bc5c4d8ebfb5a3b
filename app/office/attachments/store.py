"""Where attached files lie: in the data folder, each under the hash of its content, so that none is kept twice."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.attachments.policy import MEGABYTE
from app.office.attachments.rules import HEAD, TEXT, Kind, disguised, is_text, refuse_disguise

CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has arrived and lies aside until it is checked; `size` in bytes."""

    path: Path
    sha256: str
    size: int


@contextlib.contextmanager
def received(stream: BinaryIO, most_mb: int) -> Iterator[Received]:
    """Take a file in and lay it aside; it is thrown away unless `settle` is called. Raises Refused for its size."""
    folder().mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder(), prefix="arriving-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            sha256, size = _copy(stream, file, most_mb)
            file.flush()
            os.fsync(file.fileno())
        yield Received(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)


def check(file: Received, kind: Kind) -> None:
    """Raise Refused where the content is not what the file's name says."""
    with file.path.open("rb") as stream:
        refuse_disguise(kind, stream.read(HEAD))
    if kind.beginning == TEXT and not is_text(file.path.read_bytes()):
        raise disguised()
    if kind.part and not any(name.startswith(kind.part) for name in _parts(file.path)):
        raise disguised()


def settle(file: Received) -> None:
    """Put the file where it stays, whole or not at all, before any row names it."""
    target = path_of(file.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    file.path.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(sha256: str) -> Path:
    """Where the file of this content lies, if it does."""
    return folder() / sha256[:2] / sha256


def folder() -> Path:
    """The folder of all attached files."""
    return Path(current_app.config["DATA_FOLDER"]) / "attachments"


def _copy(stream: BinaryIO, file: BinaryIO, most_mb: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most_mb * MEGABYTE:
            raise Refused(Text("This file is too large. At most %(most)s MB can be attached.", most=most_mb), "file")
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise Refused(Text("This file is empty."), field="file")
    return digest.hexdigest(), size


def _parts(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []
