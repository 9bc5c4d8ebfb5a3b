"""The rule of the deadlines that somebody sets by hand."""

from __future__ import annotations

from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.deadlines.policy import DeadlinePolicy
from app.office.policy import queries as policy

OWN = "office.own"


def rules() -> list[DeadlineRule]:
    """The rule that this feature brings (hook `deadline_rules`); each of its deadlines gives its own term (O-02)."""
    most = policy.of(DeadlinePolicy).own_most_extra
    label, sentence = Text("Set by hand"), Text("%(what)s")
    return [DeadlineRule(OWN, label, sentence, lambda _day: Term(1, Unit.WORKING), most_extra=most, row="O-02")]
