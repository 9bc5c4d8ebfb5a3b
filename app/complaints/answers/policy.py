"""What the office decides about answers to complaints."""

from __future__ import annotations

from app.complaints.answers.rules import STAGED, VISITED_CASES
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.answers", Text("Answers to complaints"))
class AnswerPolicy:
    """Whether, when and by whom the customer is visited again after the answer (K-67): the days are our own."""

    visits: str = value(
        STAGED, Text("Return visit after a complaint"), row="K-67", choices=tuple(VISITED_CASES.items())
    )
    visit_days: int = value(
        3, Text("Return visit within, after the answer"), row="K-67", unit=Text("working days"), low=1, high=90
    )
    visit_by_another: bool = value(
        False, Text("The return visit is made by somebody else than the handler"), row="K-67"
    )
    attempts: int = value(
        3,
        Text("A customer who is not reached counts as visited after attempts"),
        row="K-67",
        unit=Text("attempts"),
        low=1,
        high=20,
    )
