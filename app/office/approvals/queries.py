"""Looks at requests: how one stands, and what waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select

from app.domain.actor import Actor
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep, ApprovalVoice
from app.office.approvals.queries_people import names_of
from app.office.approvals.queries_seen import visible
from app.office.approvals.rules import states_of
from app.office.approvals.words import COLOURS, MODES, SAID, STATES, STEP_COLOURS, STEP_STATES, why

T = TypeVar("T", ApprovalStep, ApprovalSeat, ApprovalVoice)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Whose voice is asked for, who may give it, why it is he, whether he has, since when and by when."""

    person: str
    acting: str
    acting_id: int
    because: str | None
    state: str
    since: datetime
    due_on: date | None

    @property
    def why(self) -> Text | None:
        """Why it is he who is asked; None for the person himself."""
        return why(self.because, self.person)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a request with its seats; `who` and `mode` as in its chain."""

    place: int
    label: str
    who: str
    mode: str
    state: str
    seats: tuple[SeatLine, ...]

    @property
    def says(self) -> Text:
        """How far the step is."""
        return Text(STEP_STATES[self.state])

    @property
    def colour(self) -> str:
        """The colour of how far it is."""
        return STEP_COLOURS[self.state]

    @property
    def how_many(self) -> Text | None:
        """How many of those who are asked must say yes; None where there is one."""
        return Text(MODES[self.mode]) if len(self.seats) > 1 else None


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What somebody said: when, who, in whose place and why, at which step, about which amount."""

    at: datetime
    who: str
    said: str
    words: str | None
    instead_of: str | None
    because: str | None
    step: str | None
    amount: Fen | None

    @property
    def says(self) -> Text:
        """What was done."""
        return Text(SAID[self.said])

    @property
    def why(self) -> Text | None:
        """In whose place and why; None for whoever spoke for himself."""
        return why(self.because or "instead", self.instead_of) if self.instead_of else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands; `url` is its page."""

    id: int
    number: str
    matter: Text
    title: str
    state: str
    url: str
    amount: Fen | None
    submitter: str
    submitted_at: datetime
    ended_at: datetime | None
    chain: str
    went_to_top: bool
    version: int
    steps: tuple[StepLine, ...]
    voices: tuple[VoiceLine, ...]

    @property
    def says(self) -> Text:
        """How the request stands."""
        return Text(STATES[self.state])

    @property
    def colour(self) -> str:
        """The colour of how it stands."""
        return COLOURS[self.state]

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The names of those for whom it waits now."""
        waiting = (seat.acting for step in self.steps for seat in step.seats if seat.state == "waiting")
        return tuple(dict.fromkeys(waiting))

    def asks(self, staff_id: int | None) -> bool:
        """True for somebody who may decide now; also while the submitter has a question to answer."""
        for step in self.steps:
            if step.state == "open":
                states = states_of(step.mode, [(seat.acting_id, seat.state == "given") for seat in step.seats], ())
                pairs = zip(step.seats, states, strict=True)
                return any(seat.acting_id == staff_id and state == "waiting" for seat, state in pairs)
        return False


def standing(subject: str, *, matter: str | None = None) -> Standing | None:
    """How the latest request about a thing stands; None where there never was one."""
    found = db.session.scalars(_latest(subject, matter)).first()
    return standing_of(found) if found else None


def is_approved(subject: str, *, amount: Fen | None = None, matter: str | None = None) -> bool:
    """True where the latest request about a thing was approved and holds, for this amount where one is given."""
    found = db.session.scalars(_latest(subject, matter)).first()
    return found is not None and found.state == "approved" and amount in (None, found.amount_fen)


def approval(actor: Actor, approval_id: int) -> Approval:
    """One request. Raises NoResultFound for one that the actor may not know of."""
    return db.session.scalars(select(Approval).where(Approval.id == approval_id, visible(actor))).one()


def paper_of(found: Approval) -> list[tuple[Text | str, Text | str]]:
    """The rows of what was submitted, label and value, as they were then."""
    return [(_read(row["label"]), _read(row["value"])) for row in found.snapshot]


def standing_of(found: Approval) -> Standing:
    """How this request stands: four queries."""
    steps = _rows(ApprovalStep, ApprovalStep.approval_id == found.id, ApprovalStep.place)
    here = (ApprovalSeat.approval_id == found.id) & (ApprovalSeat.state != "gone")
    seats = _rows(ApprovalSeat, here, ApprovalSeat.step_id, ApprovalSeat.place, ApprovalSeat.id)
    voices = _rows(ApprovalVoice, ApprovalVoice.approval_id == found.id, ApprovalVoice.id)
    ids = {one for seat in seats for one in (seat.staff_id, seat.acting_id)} | {one.staff_id for one in voices}
    names = names_of({found.submitter_id, *ids})
    return Standing(
        id=found.id,
        number=found.number,
        matter=matter_of(found.matter).label,
        title=found.title,
        state=found.state,
        url=f"/office/approvals/{found.id}",
        amount=None if found.amount_fen is None else Fen(found.amount_fen),
        submitter=names[found.submitter_id],
        submitted_at=found.submitted_at,
        ended_at=found.ended_at,
        chain=found.chain_name,
        went_to_top=found.went_to_top,
        version=found.version,
        steps=tuple(_step(step, seats, names) for step in steps),
        voices=tuple(_voice(voice, steps, names) for voice in voices),
    )


def _rows(model: type[T], condition: ColumnElement[bool], *order: Any) -> Sequence[T]:
    return db.session.scalars(select(model).where(condition).order_by(*order)).all()


def _latest(subject: str, matter: str | None) -> Select[Any]:
    query: Select[Any] = select(Approval).where(Approval.subject == subject)
    if matter is not None:
        query = query.where(Approval.matter == matter)
    return query.order_by(Approval.id.desc()).limit(1).execution_options(populate_existing=True)


def _step(step: ApprovalStep, seats: Sequence[ApprovalSeat], names: Mapping[int | None, str]) -> StepLine:
    own = tuple(_seat(seat, names) for seat in seats if seat.step_id == step.id)
    return StepLine(step.place, step.label, step.who, step.mode, step.state, own)


def _seat(seat: ApprovalSeat, names: Mapping[int | None, str]) -> SeatLine:
    person, acting = names[seat.staff_id], names[seat.acting_id]
    return SeatLine(person, acting, seat.acting_id, seat.because, seat.state, seat.since, seat.due_on)


def _voice(voice: ApprovalVoice, steps: Sequence[ApprovalStep], names: Mapping[int | None, str]) -> VoiceLine:
    return VoiceLine(
        at=voice.at,
        who=voice.by_name,
        said=voice.said,
        words=voice.words,
        instead_of=names[voice.staff_id] if voice.staff_id not in (None, voice.by_id) else None,
        because=voice.because,
        step=next((step.label for step in steps if step.id == voice.step_id), None),
        amount=None if voice.amount_fen is None else Fen(voice.amount_fen),
    )


def _read(stored: Any) -> Text | str:
    """A label or value of the snapshot: a sentence for the reader's language, or words as they were typed."""
    if isinstance(stored, dict) and "msgid" in stored:
        return Text(stored["msgid"], **{name: _read(value) for name, value in stored["params"].items()})
    return str(stored)
