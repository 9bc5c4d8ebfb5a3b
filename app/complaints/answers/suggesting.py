"""The words that a letter begins with: from what the decision lets the customer know, in the language of the office."""

from __future__ import annotations

from app import clock
from app.complaints.answers.queries import called, decision_of
from app.complaints.cases.models import Complaint
from app.domain.text import Text
from app.office.documents.render import office_language
from app.web.language import say


def suggested(complaint: Complaint, customer: str | None) -> dict[str, str]:
    """Salutation and words of a new letter (K-21): nothing of the form but what the customer said himself."""
    decision = decision_of(complaint)
    answer = decision.for_customer if decision else ""
    heard = clock.local(complaint.heard_at).date().isoformat()
    with office_language():
        name = complaint.contact_name or customer or say(Text("customer"))
        opening = Text(
            "Thank you for telling us on %(day)s of “%(matter)s” (complaint %(number)s). We have looked into it and "
            "answer as follows:",
            day=heard,
            matter=complaint.matter,
            number=called(complaint),
        )
        ending = Text("Thank you for your understanding and your trust.")
        words = "\n".join((say(opening), answer, say(ending)))
        return {"salutation": say(Text("Dear %(name)s,", name=name)), "words": words}
