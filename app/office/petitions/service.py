"""Verbs of petitions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.rules import PERSON, StepPlan
from app.office.approvals.service import submit
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.petitions import queries, rules
from app.office.petitions.feature import CHANGED, DISCARDED, DRAFTED, FOLLOWED, NOTED, SENT
from app.office.petitions.models import Petition
from app.office.petitions.queries import KIND, subject_of
from app.office.petitions.rules import Words
from app.office.petitions.tasks import ENDED
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

MOVED_ON = Text("This draft was changed or sent in the meantime. Open it again.")


def write_draft(words: Words, *, by: Actor) -> Petition:
    """Begin a petition (签呈, F-67): a draft that only its author sees. Raises Refused for a wrong chain or amount."""
    author_id = _author(by)
    with unit_of_work(by=by):
        _check(words, author_id)
        petition = _made(words, author_id)
        record(DRAFTED, subject_of(petition.id))
    return petition


def change_draft(petition_id: int, words: Words, *, version: int, by: Actor) -> None:
    """Change one's own draft as it stood at this version (F-67). Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        draft = queries.draft_of(petition_id, by)
        _check(words, draft.author_id)
        _update(petition_id, version, _columns(words))
        record(CHANGED, subject_of(petition_id))


def discard_draft(petition_id: int, *, version: int, by: Actor) -> None:
    """Throw one's own draft away (F-67). Raises Conflict, NoResultFound."""
    with unit_of_work(by=by) as work:
        queries.draft_of(petition_id, by)
        _update(petition_id, version, {"discarded_at": work.at})
        record(DISCARDED, subject_of(petition_id))


def send(petition_id: int, *, version: int, by: Actor) -> Petition:
    """Send one's own draft on its way (F-67): it gets its number and never changes again.

    Those who are asked are worked out anew, by the positions of today. Raises Refused, Conflict, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        draft = queries.draft_of(petition_id, by)
        words = queries.words_of(draft)
        people = _check(words, draft.author_id)
        month = clock.local(work.at).strftime("%y%m")
        number = rules.number_of(month, next_number(KIND, month))
        home = _home(draft.author_id)
        _update(petition_id, version, {"number": number, "sent_at": work.at, "department_id": home})
        work.session.refresh(draft)
        submit(
            KIND,
            subject_of(petition_id),
            title=draft.subject,
            url=queries.page_of(petition_id),
            snapshot=_snapshot(draft),
            amount=words.amount,
            department_id=home,
            facts={"number": number, "route": draft.route},
            chain=[StepPlan(rules.label_of(draft.route, n), PERSON, staff_id=one) for n, one in enumerate(people)],
            by=by,
        )
        record(SENT, subject_of(petition_id), facts={"number": number, "subject": draft.subject})
    return draft


def follow_up(petition_id: int, *, by: Actor) -> Petition:
    """Begin a petition that follows or corrects one's own earlier one, as a draft with the same words (F-67).

    Raises Refused for a draft and for one that is still being decided on, NoResultFound for one of somebody else.
    """
    with unit_of_work(by=by):
        earlier = queries.own(petition_id, by)
        rules.check_follow_up(earlier.state if earlier.petition.sent_at else None)
        petition = _made(queries.words_of(earlier.petition), earlier.petition.author_id, follows_id=petition_id)
        record(FOLLOWED, subject_of(petition.id), facts={"follows": earlier.petition.number})
        close_tasks(subject_of(petition_id), kind=ENDED, staff_id=earlier.petition.author_id, by=by)
    return petition


def note_end(petition_id: int, *, by: Actor) -> None:
    """Take note of how one's own petition ended, which does the task about it (F-67). Raises NoResultFound."""
    with unit_of_work(by=by):
        petition = queries.own(petition_id, by).petition
        if close_tasks(subject_of(petition_id), kind=ENDED, staff_id=petition.author_id, by=by):
            record(NOTED, subject_of(petition_id), facts={"number": petition.number})


def _author(by: Actor) -> int:
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff writes petitions. Say who you are with --by."))
    return by.staff_id


def _check(words: Words, author_id: int) -> tuple[int, ...]:
    """Who is asked, in order. Raises Refused."""
    rules.check_amount(words.amount)
    return rules.chain_of(words.route, words.people, queries.place_of(author_id))


def _made(words: Words, author_id: int, *, follows_id: int | None = None) -> Petition:
    work = current_work()
    made = Petition(**_columns(words), author_id=author_id, follows_id=follows_id, made_at=work.at)
    made.department_id = _home(author_id)
    work.session.add(made)
    work.session.flush()
    return made


def _columns(words: Words) -> dict[str, Any]:
    return {
        "subject": words.subject,
        "body": words.body,
        "amount_fen": words.amount,
        "route": words.route,
        "chain": list(words.people),
    }


def _update(petition_id: int, version: int, values: dict[str, Any]) -> None:
    seen = update(Petition).where(Petition.id == petition_id, Petition.version == version)
    still = seen.where(Petition.sent_at.is_(None), Petition.discarded_at.is_(None))
    changed = still.values(**values, version=version + 1).returning(Petition.id)
    if not current_work().session.execute(changed).all():
        raise Conflict(MOVED_ON)


def _home(staff_id: int) -> int | None:
    return current_work().session.scalar(select(Staff.department_id).where(Staff.id == staff_id))


def _snapshot(petition: Petition) -> list[tuple[Text | str, str]]:
    """What is decided on, as it stood when it was sent; the amount is a part of the request itself."""
    found: list[tuple[Text | str, str]] = [
        (Text("Number"), petition.number or ""),
        (Text("Subject of the petition"), petition.subject),
        (Text("Text of the petition"), petition.body),
    ]
    if files := queries.files_of(petition.id):
        found.append((Text("Attachments"), "; ".join(files)))
    if earlier := queries.number_of(petition.follows_id):
        found.append((Text("Follows"), earlier))
    return found
