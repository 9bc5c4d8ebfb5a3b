"""Where an uploaded sheet lies until it is checked: in the data folder, under the number of its import."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from flask import current_app


def folder() -> Path:
    """The folder of uploaded sheets; made when it is not there."""
    path = Path(current_app.config["DATA_FOLDER"]) / "imports"
    path.mkdir(exist_ok=True)
    return path


def new_path() -> Path:
    """A place for a sheet that has no import yet."""
    return folder() / f"new-{secrets.token_hex(8)}"


def path_of(batch_id: int) -> Path:
    """The place of the sheet of an import."""
    return folder() / f"{batch_id}.sheet"


def forget(batch_id: int) -> None:
    """Remove the sheet of an import, if it is still there."""
    path_of(batch_id).unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, by which the same file is known again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
