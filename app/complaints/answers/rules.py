"""What holds for answers: nothing promised before the decision, letters that stay as sent, visits after the answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

LETTER, TELEPHONE = "letter", "telephone"
WAYS = {  # K-21: the decision is passed on by letter or telephone
    LETTER: N_("Letter"),
    TELEPHONE: N_("By telephone"),
    "in_person": N_("In person"),
    "email": N_("By e-mail"),
    "message": N_("By message"),
}
DRAFT, SENT, VOID = "draft", "sent", "void"
STATES = {DRAFT: N_("Letter in draft"), SENT: N_("Letter sent"), VOID: N_("Void")}
COLOURS = {DRAFT: "yellow", SENT: "green", VOID: "secondary"}
SATISFIED, FAIR, DISSATISFIED = "satisfied", "fair", "dissatisfied"
SATISFACTIONS = {SATISFIED: N_("Satisfied"), FAIR: N_("Fairly satisfied"), DISSATISFIED: N_("Dissatisfied")}
SATISFACTION_COLOURS = {SATISFIED: "green", FAIR: "yellow", DISSATISFIED: "red"}

ALL, NONE = "all", "none"
STAGED = "stage"
VISITED_CASES = {
    STAGED: N_("Those whose route has a stage for it"),
    ALL: N_("All complaints that were answered"),
    NONE: N_("None"),
}
VISIT_STAGES = frozenset({"return_visit", "visit"})  # keys of stages at which the customer is visited again (K-67)

WRITE, SEND, ACCEPT, VISIT = "write", "send", "accept", "visit"
NOT_BEFORE = Text(
    "This complaint is not decided yet: nothing may be promised to the customer. Wait for the decision, or say only "
    "that it is being handled."
)
NOT_TOLD = Text("The customer has not been told. Write to him, or note what he was told by telephone.")
NOT_VISITED = Text("The return visit is open. Note what the customer said, or that he was not reached.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the answer to a complaint is.

    `must_answer` is whether the customer has to be told by now at all, `asks_visit` whether the office wants a return
    visit after such a complaint, `drafts` how many letters are not sent.
    """

    open: bool
    decided: bool
    must_answer: bool
    answered_on: date | None
    accepted: bool | None
    asks_visit: bool
    visited: bool
    drafts: int = 0

    @property
    def lacks_acceptance(self) -> bool:
        """Whether the customer still has to say yes or no."""
        return self.answered_on is not None and self.accepted is None

    @property
    def lacks_visit(self) -> bool:
        """Whether a return visit is open."""
        return self.answered_on is not None and self.asks_visit and not self.visited


def check_promise(needs_decision: bool, decided: bool, *, only_status: bool = False) -> None:
    """Refuse a letter or a word to the customer before the decision, unless it is a mere status (K-21, D-37)."""
    if needs_decision and not decided and not only_status:
        raise Refused(NOT_BEFORE, field="words")


def check_answers_himself(handler_id: int | None, people: Collection[int], name: str, *, manages: bool) -> None:
    """Refuse an answer by somebody else than whoever handles the complaint or stands in for him (K-65)."""
    if handler_id is not None and handler_id not in people and not manages:
        text = Text("%(name)s handles this complaint and answers it. Hand it on first.", name=name)
        raise Refused(text)


def check_draft(state: str) -> None:
    """Refuse to touch a letter that was sent or made void: what went out stays as it was."""
    if state == SENT:
        raise Refused(Text("This letter was sent and stays as it is. Write another one."))
    if state == VOID:
        raise Refused(Text("This letter is void. Write another one."))


def check_sent_on(sent_on: date, *, since: date, today: date) -> None:
    """Refuse a day of sending that lies ahead, or before the complaint was heard or decided."""
    if sent_on > today:
        raise Refused(Text("This day has not come yet."), field="sent_on")
    if sent_on < since:
        raise Refused(Text("The customer cannot be answered before %(day)s.", day=since), field="sent_on")


def check_same_decision(of_letter: int | None, in_force: int | None) -> None:
    """Refuse to send a letter about a decision that another one has replaced."""
    if of_letter != in_force:
        raise Refused(
            Text("It was decided anew since this letter was written. Read the decision, change the letter, send it.")
        )


def check_accepted(answered_on: date | None, said_on: date, accepted: bool, words: str | None, *, today: date) -> None:
    """Refuse a yes or no of a customer who was not told yet, and a no without his words (K-20)."""
    if answered_on is None:
        raise Refused(Text("The customer has not been told yet. Nobody can accept what he does not know."))
    if said_on > today:
        raise Refused(Text("This day has not come yet."), field="said_on")
    if said_on < answered_on:
        raise Refused(Text("The customer was answered on %(day)s, not before.", day=answered_on), field="said_on")
    if not accepted and not words:
        raise Refused(Text("Write in the customer's words why he does not accept it."), field="words")


def check_visit(
    answered_on: date | None, visited_on: date, reached: bool, satisfied: str | None, *, today: date
) -> None:
    """Refuse a return visit before the answer, and an opinion of whoever was not reached (K-67)."""
    if answered_on is None:
        raise Refused(Text("The return visit comes after the answer, and the customer has not been answered."))
    if visited_on > today:
        raise Refused(Text("This day has not come yet."), field="visited_on")
    if visited_on < answered_on:
        raise Refused(Text("The customer was answered on %(day)s, not before.", day=answered_on), field="visited_on")
    if reached and satisfied not in SATISFACTIONS:
        raise Refused(Text("Say how satisfied the customer is."), field="satisfied")
    if not reached and satisfied is not None:
        raise Refused(Text("Whoever was not reached said nothing. Leave this empty."), field="satisfied")


def check_visitor(staff_id: int | None, handler_id: int | None, *, by_another: bool) -> None:
    """Refuse a visit by the handler himself where the office wants another one to ask."""
    if by_another and staff_id is not None and staff_id == handler_id:
        raise Refused(Text("Whoever handled the complaint does not ask about it himself. Let a colleague do it."))


def visit_is_done(reached: bool, attempts: int, most: int) -> bool:
    """Whether no further visit is needed: the customer was reached, or tried for as often as the office wants."""
    return reached or attempts >= most


def closing_obstacles(at: Standing) -> list[Text]:
    """Why a complaint cannot be closed as far as its answer goes; its yes or no is asked by the closing itself."""
    found = [Text("Letters to the customer in draft: %(n)s. Send them or make them void.", n=at.drafts)]
    return (found if at.drafts else []) + ([NOT_VISITED] if at.lacks_visit else [])


def stage_obstacles(at: Standing, kind: str, key: str) -> list[Text]:
    """Why a stage cannot be left: the customer was not told (K-15), or not visited again where that is the stage."""
    if key in VISIT_STAGES:
        return [NOT_VISITED] if not at.visited else []
    return [NOT_TOLD] if kind == "answer" and at.must_answer and at.answered_on is None else []


def next_steps(at: Standing, kind: str) -> list[str]:
    """What is to be done next about the answer, the most urgent first; at a stage of kind "answer" also if early."""
    if not at.open:
        return []
    found = [SEND] if at.drafts else []
    found += [WRITE] if kind == "answer" and at.decided and not at.drafts and at.answered_on is None else []
    found += [ACCEPT] if at.lacks_acceptance else []
    return found + ([VISIT] if at.lacks_visit else [])
