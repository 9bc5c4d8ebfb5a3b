"""Hashing passwords: slow on purpose, and at most two at a time, because each takes 150 ms and 64 MB."""

from __future__ import annotations

import secrets
import threading
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

STRONG = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=2)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# No letters or digits that look alike: a one-time password is read from a screen and typed by somebody else.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = STRONG
_two_at_a_time = threading.BoundedSemaphore(2)


def set_up(*, cheap: bool) -> None:
    """Choose the parameters: cheap ones for tests and for building the demo."""
    global _hasher
    _hasher = CHEAP if cheap else STRONG


def hashed(password: str) -> str:
    """The hash to store. Takes 150 ms: never inside a unit of work, where everybody would wait."""
    with _two_at_a_time:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether this is the password; the work is the same where there is no stored hash (an unknown name)."""
    with _two_at_a_time:
        try:
            _hasher.verify(stored or _nobodys(_hasher), password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """True where the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def one_time_password() -> str:
    """A random password of four groups (about 79 bits), to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@lru_cache(maxsize=2)
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe(32))
