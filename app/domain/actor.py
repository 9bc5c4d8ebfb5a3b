"""Who does a deed: a person at a desk, the operator at the shell, a job, or the first start of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """How somebody came to act."""

    PERSON = "person"
    OPERATOR = "operator"
    JOB = "job"
    FIRST_START = "first_start"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, and what he may do.

    `grants` maps a permission to the departments in which he holds it. The operator, jobs and the first start
    have every right: whoever has the shell has the data anyway.
    """

    kind: ActorKind
    name: str
    staff_id: int | None = None
    grants: Mapping[str, frozenset[int]] = field(default_factory=dict)
    on_behalf_of: int | None = None

    @property
    def has_every_right(self) -> bool:
        """True for all but persons."""
        return self.kind is not ActorKind.PERSON

    def may(self, permission: str) -> bool:
        """Tell whether this actor holds `permission` in any department."""
        return self.has_every_right or permission in self.grants

    def departments(self, permission: str) -> frozenset[int]:
        """The departments in which this actor holds `permission`; empty where he holds it nowhere."""
        return self.grants.get(permission, frozenset())


OPERATOR = Actor(ActorKind.OPERATOR, "operator")
FIRST_START = Actor(ActorKind.FIRST_START, "first start")


def job(name: str) -> Actor:
    """The actor of background work that nobody asked for by hand (the nightly list)."""
    return Actor(ActorKind.JOB, name)
