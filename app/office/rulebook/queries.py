"""Looks at the rules: what was in force on a day, since when, who said so and who interprets it; proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.policy import queries as policy
from app.office.policy import words
from app.office.policy.declare import Declared, label_of, name_of
from app.office.policy.models import PolicyValue
from app.office.policy.policy import OfficePolicy, RulesPolicy
from app.office.policy.profiles import profile
from app.office.policy.queries import InForce
from app.office.positions.queries import organisation, position
from app.office.rulebook.models import RuleProposal
from app.office.staff.models import Staff
from app.web import registry
from app.web.paging import Order, Page, page_of

GENERAL_MANAGER = "general_manager"
SUBJECT = "rule_proposal"
NEWEST_PROPOSAL = (Order(RuleProposal.id, descending=True),)
NEWEST_VALUE = (Order(PolicyValue.valid_from, descending=True), Order(PolicyValue.id, descending=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A value in force, and the row that makes it hold: its own, or that of the profile; None where it is shipped."""

    found: InForce
    row: PolicyValue | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was another on the later of two days; `row` is what made it so."""

    one: Declared
    before: Any
    after: Any
    row: PolicyValue | None


@dataclass(frozen=True, slots=True)
class RuleText:
    """A text of rules (制度) on a day: its values, who interprets it, who approved its latest value, since when (O-21).

    `since` is None and nobody has approved it where the office has set nothing of it.
    """

    key: str
    label: Text
    interpreted_by: str
    fallback: str
    approved_by: str
    since: date | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A value that was set: what it is called, the value in words, and the proposal that it came from, if any."""

    row: PolicyValue
    label: Text | str
    shown: Text | str
    unit: Text | None
    proposal_id: int | None


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A value of a proposal: what it is called, as it was then and as it shall be."""

    name: str
    label: Text | str
    before: Text | str
    after: Text | str
    unit: Text | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed change with its author and its values in words."""

    row: RuleProposal
    author: str
    lines: tuple[ProposedLine, ...]


def texts(on: date) -> list[RuleText]:
    """Every text of the features that the office uses, as it holds on a day (O-14, O-21)."""
    office_wide, used = policy.of(RulesPolicy, on=on), _used(on)
    abouts, switched = dict(policy.abouts(on)), policy.in_force(policy.PROFILE, on).row
    return [
        _text(found, values, abouts[found], switched, office_wide)
        for found, values in policy.sheet(on)
        if found in used
    ]


def changed(day_from: date, day_to: date) -> list[tuple[Text, list[Difference]]]:
    """What was otherwise on the later day, by text; texts without a difference are left out (C-16)."""
    pairs = zip(_lines(day_from), _lines(day_to), strict=True)
    found = [(label_of(text), _differences(before, after)) for (text, before), (_, after) in pairs]
    return [(label, rows) for label, rows in found if rows]


def versions(name: str | None, after: str | None) -> Page[Version]:
    """Every value that was ever set, or those of one name, the latest day first (O-14, C-16)."""
    query = select(PolicyValue)
    if name:
        query = query.where(PolicyValue.name == name)
    page: Page[PolicyValue] = page_of(db.session(), query, NEWEST_VALUE, after=after)
    known = policy.every_value()
    proposals = _proposals_of(row.approval_id for row in page.rows)
    return Page([_version(row, known.get(row.name), proposals) for row in page.rows], page.after)


def proposals(state: str | None, after: str | None) -> Page[Proposal]:
    """The proposed changes, newest first."""
    query: Any = select(RuleProposal, Staff.name).join(Staff, Staff.id == RuleProposal.staff_id)
    if state:
        query = query.where(RuleProposal.state == state)
    page = page_of(db.session(), query, NEWEST_PROPOSAL, after=after)
    known = policy.every_value()
    return Page([Proposal(row, name, proposed(row, known)) for row, name in page.rows], page.after)


def proposal(proposal_id: int) -> Proposal:
    """One proposed change. Raises NoResultFound."""
    query = select(RuleProposal, Staff.name).join(Staff, Staff.id == RuleProposal.staff_id)
    row, name = db.session.execute(query.where(RuleProposal.id == proposal_id)).one()
    return Proposal(row, name, proposed(row, policy.every_value()))


def proposed(row: RuleProposal, known: Mapping[str, Declared]) -> tuple[ProposedLine, ...]:
    """The values of a proposal in words."""
    return tuple(
        ProposedLine(
            name,
            label_in(known.get(name), name),
            in_words(known.get(name), row.before[name]),
            in_words(known.get(name), text),
            known[name].value.unit if name in known else None,
        )
        for name, text in row.changes.items()
    )


def waiting() -> dict[str, str]:
    """The values of which a change waits for its decision, with the number of its proposal."""
    query = select(RuleProposal).where(RuleProposal.state == "waiting").order_by(RuleProposal.id)
    return {name: row.number for row in db.session.scalars(query) for name in row.changes}


def general_managers() -> frozenset[int]:
    """Who holds the position of general manager today."""
    found = position(GENERAL_MANAGER)
    if found is None:
        return frozenset()
    holders = organisation().holders.items()
    return frozenset(one for (position_id, _), people in holders if position_id == found.id for one in people)


def in_words(one: Declared | None, text: str) -> Text | str:
    """A stored text as people read the value; as it is where no feature knows the value, or it cannot be read."""
    try:
        return words.shown(one, one.parse(text)) if one else text or words.NOTHING
    except Refused:
        return text


def label_in(one: Declared | None, name: str) -> Text | str:
    """What a value is called; its stored name where no feature declares it any more."""
    return one.value.label if one else name


def page_of_proposal(proposal_id: int) -> str:
    """Where a proposed change is looked at."""
    return f"/rulebook/proposals/{proposal_id}"


def subject_of(proposal_id: int) -> str:
    """What history and approvals call a proposed change."""
    return f"{SUBJECT}:{proposal_id}"


def _text(
    found: type, values: Sequence[InForce], about: Sequence[InForce], switched: PolicyValue | None, wide: RulesPolicy
) -> RuleText:
    lines = tuple(_line(one, switched) for one in values)
    latest = max((one.row for one in lines if one.row), key=lambda row: (row.valid_from, row.id), default=None)
    interpreted_by, fallback = (one.value for one in about)
    return RuleText(
        key=name_of(found),
        label=label_of(found),
        interpreted_by=interpreted_by or wide.interpreted_by,
        fallback=fallback or wide.fallback,
        approved_by=(latest.approved_by if latest else None) or wide.approved_by,
        since=latest.valid_from if latest else None,
        lines=lines,
    )


def _line(found: InForce, switched: PolicyValue | None) -> Line:
    rows = {policy.OFFICE: found.row, policy.OF_PROFILE: switched}
    return Line(found, rows.get(found.origin))


def _lines(on: date) -> list[tuple[type, list[Line]]]:
    """Every value and what its text carries, as they hold on a day."""
    abouts, switched = dict(policy.abouts(on)), policy.in_force(policy.PROFILE, on).row
    return [(found, [_line(one, switched) for one in (*values, *abouts[found])]) for found, values in policy.sheet(on)]


def _differences(before: Sequence[Line], after: Sequence[Line]) -> list[Difference]:
    """The values that the later day has otherwise than the earlier one; both lists are of the same values in order."""
    return [
        Difference(now.found.one, then.found.value, now.found.value, now.row)
        for then, now in zip(before, after, strict=True)
        if then.found.value != now.found.value
    ]


def _used(on: date) -> set[type]:
    """The policy classes of the features that the profile of the day switches on."""
    off = profile(policy.of(OfficePolicy, on=on).profile).off
    return {one for feature in registry.all_features() if feature.name not in off for one in feature.policies}


def _version(row: PolicyValue, one: Declared | None, proposals: Mapping[int | None, int]) -> Version:
    label = label_in(one, row.name)
    return Version(
        row, label, in_words(one, row.value), one.value.unit if one else None, proposals.get(row.approval_id)
    )


def _proposals_of(approval_ids: Iterable[int | None]) -> dict[int | None, int]:
    """The proposals on which these approvals decided."""
    wanted = {one for one in approval_ids if one is not None}
    query = select(Approval.id, Approval.subject).where(Approval.id.in_(wanted)).order_by(Approval.id)
    rows = db.session.execute(query) if wanted else ()
    return {row.id: int(row.subject.partition(":")[2]) for row in rows if row.subject.startswith(f"{SUBJECT}:")}
