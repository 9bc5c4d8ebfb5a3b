"""How strictly signing in is guarded."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("office.access", Text("Signing in"))
class AccessPolicy:
    """Passwords, attempts and the life of a session."""

    attempts_per_name: int = value(
        5, Text("Failed attempts for one user name before a pause"), row="O-07", unit=Text("attempts"), low=1, high=100
    )
    attempts_per_address: int = value(
        30,
        Text("Failed attempts from one computer before a pause"),
        row="O-07",
        unit=Text("attempts"),
        low=1,
        high=10_000,
    )
    attempt_minutes: int = value(
        15, Text("Time over which failed attempts are counted"), row="O-07", unit=Text("minutes"), low=1, high=1440
    )
    shortest_password: int = value(10, Text("Shortest password"), row="O-07", unit=Text("characters"), low=8, high=64)
    idle_hours: int = value(12, Text("A session ends when unused for"), row="O-07", unit=Text("hours"), low=1, high=720)
    longest_hours: int = value(
        168, Text("A session ends at the latest after"), row="O-07", unit=Text("hours"), low=1, high=8760
    )
