"""Where PDFs are kept: the folder of papers below the office's data."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from flask import current_app
from sqlalchemy.exc import NoResultFound


def keep(name: str, pdf: bytes) -> None:
    """Store a PDF under a name below the folder of papers."""
    file = _folder() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(pdf)
    os.replace(part, file)  # noqa: PTH105 - whole or not at all, also when the machine stops here


def fetch(name: str) -> bytes:
    """A kept PDF. Raises NoResultFound where it is gone or never was below the folder."""
    file = (_folder() / name).resolve()
    if not file.is_relative_to(_folder()) or not file.is_file():
        raise NoResultFound(f"no kept paper {name}")
    return file.read_bytes()


def hash_of(pdf: bytes) -> str:
    """The SHA-256 of a PDF."""
    return hashlib.sha256(pdf).hexdigest()


def safe(name: str) -> str:
    """A name that is safe as part of a file's name."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._") or "papers"


def _folder() -> Path:
    return Path(current_app.config["DATA_FOLDER"]).resolve() / "papers"
