"""Calling a manager for a question, and answering it (R-26)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.reception.incidents import queries
from app.reception.incidents.feature import ANSWERED as ANSWERED_ACTION
from app.reception.incidents.feature import ASKED
from app.reception.incidents.models import Question
from app.reception.incidents.queries import called_for, question_of, question_page
from app.reception.incidents.rules import ANSWERED, OPEN, NewQuestion, short
from app.reception.incidents.tasks import QUESTION
from app.unit_of_work import current_work, unit_of_work


def ask(new: NewQuestion, *, by: Actor) -> Question:
    """Call a manager for a question that one cannot answer (请经理解答, R-26): he has it as a task at once.

    Where nobody is here it is kept all the same, and answered later. Raises Refused without words.
    """
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff asks. Say who you are with --by."))
    if not new.text.strip():
        raise Refused(Text("What does the visitor want to know?"), field="text")
    with unit_of_work(by=by) as work:
        question = Question(text=new.text.strip(), topic=new.topic, waiting=new.waiting, asked_at=work.at)
        question.day, question.asked_by_id = clock.local(work.at).date(), by.staff_id
        question.visit_id, question.customer_id = new.visit_id, _card(new.customer_id, by)
        question.called_id = called_for(by.staff_id)
        work.session.add(question)
        work.session.flush()
        _call(question, by)
        facts = {"text": short(question.text)}
        record(ASKED, question_of(question.id), customer_id=question.customer_id, facts=facts)
    return question


def answer(question_id: int, version: int, words: str, topic: str | None, *, by: Actor) -> None:
    """Answer a question; from then on everybody who may ask finds it by its words (R-26).

    Raises NoResultFound, Conflict where somebody was quicker, Refused without words and for who may not answer.
    """
    if not words:
        raise Refused(Text("Please write the answer down: others will look for it."), field="answer")
    with unit_of_work(by=by) as work:
        seen = queries.question(question_id, by)
        if seen.question.state != OPEN or seen.question.version != version:
            raise Conflict(Text("Somebody was quicker: this question is no longer as you saw it."))
        if not seen.may_answer:
            raise Refused(Text("This question was put to somebody else."))
        values: dict[str, Any] = {
            "state": ANSWERED,
            "answer": words,
            "topic": topic,
            "waiting": False,
            "version": version + 1,
        }
        values |= {"answered_at": work.at, "answered_by": by.name, "answered_by_id": by.staff_id}
        as_seen = update(Question).where(Question.id == question_id, Question.version == version)
        work.session.execute(as_seen.values(**values).execution_options(synchronize_session=False))
        work.session.refresh(seen.question)
        close_tasks(question_of(question_id), kind=QUESTION, by=by)
        facts = {"text": short(seen.question.text)}
        record(ANSWERED_ACTION, question_of(question_id), customer_id=seen.question.customer_id, facts=facts)


def _call(question: Question, by: Actor) -> None:
    if question.called_id is None:
        return
    open_task(
        QUESTION,
        question_of(question.id),
        facts={"asker": by.name, "text": short(question.text)},
        url=question_page(question.id),
        to=Party(staff_id=question.called_id),
        due_on=question.day,
        customer_id=question.customer_id,
        by=by,
    )


def _card(customer_id: int | None, by: Actor) -> int | None:
    """The customer, if this actor may know of him."""
    query = select(Customer.id).where(Customer.id == customer_id, customer_visible(by))
    return current_work().session.scalar(query) if customer_id else None
