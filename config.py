"""Deployment values: read from the environment once, checked at start. Nothing else reads the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs"}


class BadConfig(Exception):
    """A deployment value that the program cannot start with; the message says which and what to do."""


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the Flask configuration of this deployment. Makes the data folder and its secret key when missing."""
    data = Path(environ.get("QIANTAI_DATA") or ROOT / "instance").resolve()
    data.mkdir(parents=True, exist_ok=True)
    database = environ.get("DATABASE_URL") or f"sqlite:///{data / 'qiantai.db'}"
    if database.startswith("sqlite"):
        _refuse_network_share(data)
    return {
        "DATA_FOLDER": data,
        "SECRET_KEY": environ.get("SECRET_KEY") or _secret_key(data / "secret_key"),
        "SQLALCHEMY_DATABASE_URI": _with_driver(database),
        "TIME_ZONE": _zone(environ.get("QIANTAI_ZONE", "Asia/Shanghai")),
        "START_OF_TIME": _moment(environ.get("QIANTAI_NOW")),
        "JOBS_URL": environ.get("JOBS_URL"),
        "JOBS_INLINE": _flag(environ, "QIANTAI_JOBS_INLINE"),
        "DEMO": _flag(environ, "QIANTAI_DEMO"),
        "HOST": environ.get("QIANTAI_HOST", "127.0.0.1"),
        "PORT": _whole(environ, "PORT", 8000),
        "MAX_CONTENT_LENGTH": 40 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": _flag(environ, "QIANTAI_HTTPS"),
        "LIVE_STREAMS": _whole(environ, "QIANTAI_LIVE_STREAMS", _streams(_whole(environ, "QIANTAI_WEB_THREADS", 256))),
        "PROXIES": _whole(environ, "QIANTAI_PROXIES", 0),
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
    }


def _streams(threads: int) -> int:
    # Every open stream holds a thread: those that are left over answer everything else.
    return max(threads - 24, threads // 2)


def _with_driver(url: str) -> str:
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _secret_key(path: Path) -> str:
    # O_EXCL: web and worker may start at the same moment, and only one of them may make the key.
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadConfig(f"QIANTAI_ZONE is no time zone: {name}") from error


def _moment(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise BadConfig(f"QIANTAI_NOW is no moment like 2026-11-20T09:00: {value}") from error


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(environ.get(name) or default)
    except ValueError as error:
        raise BadConfig(f"{name} must be a whole number: {environ[name]}") from error


def _flag(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _refuse_network_share(folder: Path) -> None:
    # SQLite's locks do not hold on network shares; two programs would destroy the file.
    best, kind = Path("/"), ""
    try:
        mounts = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return
    for line in mounts:
        _, where, filesystem, *_ = line.split()
        if folder.is_relative_to(where) and len(where) >= len(str(best)):
            best, kind = Path(where), filesystem
    if kind in NETWORK_FILESYSTEMS:
        raise BadConfig(f"QIANTAI_DATA lies on a network share ({best}); use a local disk or set DATABASE_URL")
