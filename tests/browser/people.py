"""Who is who in the demo office, as its sheets name them."""

from __future__ import annotations

from app.demo.people import Household, households
from tests.browser.office import ACCOUNTS

HOUSES = list(households(ACCOUNTS))


def called(name: str) -> Household:
    """The household of this name; every name stands for one."""
    [found] = [house for house in HOUSES if house.name == name]
    return found
