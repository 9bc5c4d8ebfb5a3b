"""What holds for user names, passwords, attempts, sessions and ways back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text

USERNAME = re.compile(r"[^\W_][\w.-]{1,39}")
LONGEST_WAY = 2000

# The commonest of those that are long enough to pass as a password at all.
_COMMON = (
    "password password1 password12 password123 password1234 passw0rd123 p@ssw0rd123 administrator "
    "admin123456 1234567890 0123456789 0987654321 12345678910 123456789a a123456789 123456789q q123456789 "
    "1234567890a abc1234567 abcd123456 abcdefghij qwertyuiop qwerty1234 qwerty12345 qwerty123456 "
    "qwer123456 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 asdfghjkl; zxcvbnm123 iloveyou12 iloveyou123 "
    "woaini1314 woaini520 woaini1314520 5201314520 52013145201 1314520520 147258369 1472583690 9876543210 "
    "1122334455 123123123 1231231234 123321123321 112233445566 qq123456789 welcome123 letmein123 "
    "changeme123 superman123 sunshine123 football123 qiantai123 qiantai1234 "
)
COMMON = frozenset(_COMMON.split())


def username_of(typed: str) -> str:
    """The one form in which a user name is stored, compared and counted."""
    return tidy(typed).lower()


def check_username(username: str) -> None:
    """Refuse a user name that cannot be typed or told apart easily (O-07)."""
    if not USERNAME.fullmatch(username):
        raise Refused(
            Text("A user name has 2 to 40 letters or digits; dots, hyphens and underlines may stand between."),
            field="username",
        )


def check_password(password: str, *, username: str, shortest: int) -> None:
    """Refuse a password that is guessed first: short, common, one sign repeated, or the user name (O-07).

    Raises Refused for the field `password`. What it is made of is the user's own business.
    """
    plain = password.casefold()
    if len(password) < shortest:
        raise Refused(Text("The password needs at least this many characters: %(least)s.", least=shortest), "password")
    if plain == username.casefold():
        raise Refused(Text("The password may not be the user name."), "password")
    if plain in COMMON or len(set(plain)) == 1:
        raise Refused(Text("This password is one of those that are guessed first. Choose another."), "password")


def minutes_to_wait(attempts: Sequence[datetime], most: int, now: datetime, window: timedelta) -> int:
    """How many minutes until another attempt is allowed; 0 for at once (O-07).

    `attempts` are the newest failed ones within the window, newest first.
    """
    if len(attempts) < most:
        return 0
    free = attempts[most - 1] + window
    return max(1, -((now - free) // timedelta(minutes=1)))


def local_path(way: str | None) -> str | None:
    """The way back if it stays in this program, else None: a link may not send a user elsewhere after signing in.

    Browsers read a backslash as a slash and drop tabs and line breaks, so none of them may stand in it.
    """
    if not way or len(way) > LONGEST_WAY or not way.startswith("/") or way.startswith("//"):
        return None
    if "\\" in way or any(ord(sign) <= 32 or ord(sign) == 127 for sign in way):
        return None
    try:
        parts = urlsplit(way)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else way
