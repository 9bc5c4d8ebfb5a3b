"""Looks at history: the journal, and the timeline of a customer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, or_, select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.attachments import queries as attachments
from app.office.history.models import Entry
from app.office.journal.erased import readable
from app.office.journal.feature import SEE_JOURNAL
from app.office.journal.sentences import Shower, Told, fact_values_of, tell
from app.office.staff.models import Staff
from app.web import registry
from app.web.paging import Order, Page, page_of

NEWEST_FIRST = (Order(Entry.id, descending=True),)
# Units that ran side by side may store their entries in another order than they began in.
OUT_OF_ORDER = 1000
FILE_MATTER = ("customers", "office")  # what other sections do about a customer their own rights decide on
COVERED = Text("Something was done about a customer whose file you may not read")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader of the journal asks for; None asks for everything. `text` stands somewhere in the reason."""

    since: date | None = None
    until: date | None = None
    staff_id: int | None = None
    action: str | None = None
    subject: str | None = None
    customer_id: int | None = None
    text: str | None = None


def journal(filters: Filters, actor: Actor, after: str | None) -> Page[Told]:
    """One page of the journal as this reader may see it, newest first (O-06)."""
    page = page_of(db.session(), _filtered(filters), NEWEST_FIRST, after=after)
    return Page(told_to(actor, page.rows, looked_for=filters.text is not None), page.after)


def entries(filters: Filters, actor: Actor, most: int) -> list[Told]:
    """The newest entries that the filters let through, at most `most`, as this reader may see them (O-06)."""
    query = _filtered(filters).order_by(Entry.id.desc()).limit(most)
    return told_to(actor, list(db.session.scalars(query)), looked_for=filters.text is not None)


def told_to(actor: Actor, found: Sequence[Entry], *, looked_for: bool = False, thing_seen: bool = False) -> list[Told]:
    """Entries as this reader may see them: of a file that he may not read he learns that something was done.

    The same of other things of which he may not know, unless they are about one that he sees (`thing_seen`). Where
    words in reasons were `looked_for` such entries are left out, for their being found would tell the words.
    """
    others = set(_actions_outside(FILE_MATTER))
    about = {entry.id: entry.customer_id for entry in found if entry.customer_id and entry.action not in others}
    seen = _readable(actor, set(about.values()))
    unread = {entry_id: COVERED for entry_id, customer_id in about.items() if customer_id not in seen}
    unread |= {} if thing_seen else _unread(actor, found)
    if looked_for:
        return [line for line in told(found) if line.id not in unread]
    return [_covered(line, unread[line.id]) if line.id in unread else line for line in told(found)]


def _covered(line: Told, sentence: Text) -> Told:
    return replace(line, sentence=sentence, subject="", changes=(), reason=None)


def _unread(actor: Actor, found: Sequence[Entry]) -> dict[int, Text]:
    """What is said instead of entries about things that this reader may not know of.

    Hook `entries_unread(actor, entries) -> {id: Text}`, asked once for a whole page.
    """
    asked = registry.hooked("entries_unread") if found else []
    return {one: sentence for ask in asked for one, sentence in ask(actor, found).items()}


def _readable(actor: Actor, ids: set[int]) -> set[int]:
    """Whose files of these customers this reader may read. Hook `files_readable(actor, ids) -> {id}`."""
    return {one for ask in registry.hooked("files_readable") for one in ask(actor, ids)} if ids else set()


def may_see_customer(actor: Actor, customer_id: int) -> bool:
    """Tell whether this user may know what was done about a customer.

    The office lies below the customers and asks upwards: hook `may_see_customer(actor, customer_id) -> bool`, which
    the feature of customer files hangs up as "queries:may_see". Who cannot be asked about does not exist.
    """
    return any(ask(actor, customer_id) for ask in registry.hooked("may_see_customer"))


def customer_of(number: str) -> int | None:
    """The id of the customer of this number; None where nobody knows it. Hook `customer_of(number) -> int | None`."""
    found = (ask(number) for ask in registry.hooked("customer_of"))
    return next((one for one in found if one is not None), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader of a timeline asks for; None asks for everything. `words` stand in a reason or a fact."""

    group: str | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None


def timeline(customer_id: int, actor: Actor, wanted: Wanted, after: str | None) -> Page[Told]:
    """What was done about a customer, newest first (O-06), of one group of actions or of all that this user may see.

    A group is a section of the menu. Deeds of a section in which the user holds no right are left out: who may not
    see payments does not learn of them here. Ask `may_see_customer` first.
    """
    groups = groups_for(actor)
    query = select(Entry).where(Entry.customer_id.in_(ids_of(customer_id)), *between(wanted.since, wanted.until))
    hidden = _actions_outside(groups)
    if wanted.group in groups:
        query = query.where(Entry.action.in_(_actions_in({wanted.group})))
    elif hidden:
        query = query.where(Entry.action.not_in(hidden))
    if wanted.words:
        query = query.where(_says(wanted.words))
    page = page_of(db.session(), query, NEWEST_FIRST, after=after)
    return Page(told(page.rows, fact_values_of(customer_id)), page.after)


def ids_of(customer_id: int) -> list[int]:
    """Under which ids deeds about a customer stand: his own and those of files that were made one with his.

    Hook `customer_ids(customer_id) -> [id]`, which the feature of customer files hangs up as "queries:ids_of".
    """
    return sorted({customer_id, *(one for ask in registry.hooked("customer_ids") for one in ask(customer_id))})


def _says(words: str) -> ColumnElement[bool]:
    """Whether an entry has these words in its reason or its facts, which are stored as JSON in plain ASCII."""
    stored = json.dumps(words)[1:-1]
    facts = cast(Entry.facts, String)
    return or_(Entry.reason.icontains(words, autoescape=True), facts.icontains(stored, autoescape=True))


def may_see_subject(actor: Actor, subject: str) -> bool:
    """Tell whether this user may know what was done to a thing such as "task:7"; readers of the journal may.

    Its feature knows: the same hook `may_see_subject` that guards the files attached to the thing.
    """
    return actor.may(SEE_JOURNAL.name) or attachments.may_see(actor, subject)


def of_subject(subject: str, actor: Actor, after: str | None) -> Page[Told]:
    """What was done to one thing, newest first (O-06). Ask `may_see_subject` first."""
    page = page_of(db.session(), select(Entry).where(Entry.subject == subject), NEWEST_FIRST, after=after)
    return Page(told_to(actor, page.rows, thing_seen=attachments.may_see(actor, subject)), page.after)


def groups_for(actor: Actor) -> list[str]:
    """The sections whose deeds this user may see in a timeline, in the order of the menu."""
    sections = list(dict.fromkeys(_section(feature.name) for feature in registry.all_features() if feature.actions))
    if actor.has_every_right or actor.may(SEE_JOURNAL.name):
        return sections
    held = {permission.partition(".")[0] for permission in actor.grants}
    return [section for section in sections if section in {"office", "customers"} | held]


def people() -> list[tuple[int, str]]:
    """Everybody who may stand in the journal, by name."""
    return [
        (one.id, one.name) for one in db.session.execute(select(Staff.id, Staff.name).order_by(Staff.name, Staff.id))
    ]


def told(found: Sequence[Entry], showers: Mapping[str, Shower] | None = None) -> list[Told]:
    """Put these entries into sentences, with the names of those on whose behalf was acted.

    Of customers whose personal data was erased they say no word of it any more (M-43).
    """
    ids = {entry.on_behalf_of for entry in found if entry.on_behalf_of is not None}
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))).all() if ids else []
    return tell(readable(found), {row.id: row.name for row in rows}, showers)


def _filtered(filters: Filters) -> Select[Any]:
    equal = {
        Entry.staff_id: filters.staff_id,
        Entry.action: filters.action,
        Entry.subject: filters.subject,
        Entry.customer_id: filters.customer_id,
    }
    query = select(Entry).where(*(column == wanted for column, wanted in equal.items() if wanted is not None))
    if filters.text:
        query = query.where(Entry.reason.is_not(None), Entry.reason.icontains(filters.text, autoescape=True))
    return query.where(*between(filters.since, filters.until))


def between(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """The condition on Entry for these days, both included.

    It is a range of ids as well: every index of history ends with the id, none holds the moment too.
    """
    found: list[ColumnElement[bool]] = []
    if since is not None:
        begin = _midnight(since)
        first = db.session.scalar(select(Entry.id).where(Entry.at >= begin).order_by(Entry.at, Entry.id).limit(1))
        found += [Entry.at >= begin, Entry.id >= (first or 0) - OUT_OF_ORDER]
    if until is not None:
        end = _midnight(until + timedelta(days=1))
        last = select(Entry.id).where(Entry.at < end).order_by(Entry.at.desc(), Entry.id.desc()).limit(1)
        found += [Entry.at < end, Entry.id <= (db.session.scalar(last) or 0) + OUT_OF_ORDER]
    return found


def _midnight(day: date) -> datetime:
    return clock.at_office(datetime.combine(day, time()))


def _section(feature: str) -> str:
    return feature.partition(".")[0]


def _actions_in(groups: Collection[str]) -> list[str]:
    return [a.name for f in registry.all_features() if _section(f.name) in groups for a in f.actions]


def _actions_outside(groups: Collection[str]) -> list[str]:
    return [a.name for f in registry.all_features() if _section(f.name) not in groups for a in f.actions]
