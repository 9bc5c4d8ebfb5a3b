"""Setting the rules of files: categories, what files must hold, sources (C-06, C-08, C-106, D-24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.customers.files import kinds
from app.customers.files.catalogue import CATEGORIES_KEY, REQUIREMENTS_KEY, word_of
from app.customers.files.completeness import MAY_BE_REQUIRED
from app.customers.files.feature import RULES_CHANGED
from app.customers.files.models import Category, Requirement, Source
from app.customers.files.rules import CATEGORIES, KINDS, LABELS, NEEDED
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.kept import ask_again
from app.office.history.service import changes, record
from app.unit_of_work import current_work, unit_of_work

ALWAYS_THERE = "ordinary"  # what gas accounts and sheets without a category open
LONGEST = 40


def add_category(name: str, *, by: Actor) -> str:
    """Add a category of the office's own (客户类别, C-06, D-24) and return its key; its files need what is shipped.

    Raises Refused for a word that is used already or too long.
    """
    with unit_of_work(by=by) as work:
        word = _free_word(name, None)
        last = work.session.scalar(select(func.max(Category.id))) or 0
        key, place = f"own{last + 1}", work.session.scalar(select(func.max(Category.position))) or 0
        work.session.add(Category(key=key, name=word, position=place + 1))
        for kind, fields in NEEDED.items():
            work.session.add(Requirement(kind=kind, category=key, fields=list(fields), filing=kind != "person"))
        work.session.flush()
        _changed(f"customer_category:{key}", Text("category %(name)s added", name=word))
    return key


def set_category(key: str, name: str | None, *, active: bool, by: Actor) -> None:
    """Give a category the office's own word (nothing: the shipped one), take it out of use or back into it.

    Raises Refused for a word that is used already, and where the ordinary category would go out of use: it is what
    gas accounts open. NoResultFound for none.
    """
    with unit_of_work(by=by) as work:
        row = work.session.scalars(select(Category).where(Category.key == key)).one()
        word = _free_word(name, row) if name else None
        if word is None and key not in CATEGORIES:
            raise Refused(Text("Please fill this in."), field="name")
        if not active and key == ALWAYS_THERE:
            raise Refused(Text("New gas accounts are opened in this category: it stays in use."), field="active")
        before = {"name": row.name, "active": row.active}
        row.name, row.active = word, active
        work.session.flush()
        rows = changes(before, {"name": word, "active": active})
        _changed(f"customer_category:{key}", Text("category %(name)s", name=word_of(row)), rows)


def set_requirement(kind: str, category: str, fields: Sequence[str], *, filing: bool, by: Actor) -> None:
    """Say what files of a class must hold, and whether they are filed in time (C-08, C-11).

    Raises Refused for a field that customers of this kind do not have, NoResultFound for a class that is none.
    """
    with unit_of_work(by=by) as work:
        if kind not in KINDS or any(field not in MAY_BE_REQUIRED[kind] for field in fields):
            raise Refused(Text("Please choose one of the list."), field="fields")
        found = work.session.scalars(select(Category).where(Category.key == category)).one()
        wanted = [field for field in MAY_BE_REQUIRED[kind] if field in fields]
        row = _requirement(kind, category)
        rows = changes({"fields": row.fields, "filing": row.filing}, {"fields": wanted, "filing": filing})
        row.fields, row.filing = wanted, filing
        work.session.flush()
        told = [{**one, "old": _in_words(one["old"]), "new": _in_words(one["new"])} for one in rows]
        what = Text("%(kind)s, %(category)s", kind=Text(KINDS[kind]), category=word_of(found))
        _changed(f"file_requirement:{kind}.{category}", what, told)
        kinds.rules_set(kind, category, filing=filing, by=by)


def add_source(name: str, *, by: Actor) -> None:
    """Add a source to the office's list (客户来源, C-106). Raises Refused for one that stands in it already."""
    with unit_of_work(by=by) as work:
        word = _word(name)
        if work.session.scalar(select(Source.id).where(Source.name == word)) is not None:
            raise Refused(Text("“%(name)s” stands in the list already.", name=word), field="name")
        place = work.session.scalar(select(func.max(Source.position))) or 0
        row = Source(name=word, position=place + 1)
        work.session.add(row)
        work.session.flush()
        _changed(f"customer_source:{row.id}", Text("source %(name)s added", name=word))


def set_source(source_id: int, *, active: bool, by: Actor) -> None:
    """Take a source out of use, or back into it; files keep what they say. Raises NoResultFound."""
    with unit_of_work(by=by) as work:
        row = work.session.scalars(select(Source).where(Source.id == source_id)).one()
        rows = changes({"active": row.active}, {"active": active})
        row.active = active
        work.session.flush()
        _changed(f"customer_source:{row.id}", Text("source %(name)s", name=row.name), rows)


def _requirement(kind: str, category: str) -> Requirement:
    session = current_work().session
    query = select(Requirement).where(Requirement.kind == kind, Requirement.category == category)
    row = session.scalars(query).one_or_none()
    if row is None:
        row = Requirement(kind=kind, category=category, fields=[], filing=False)
        session.add(row)
    return row


def _free_word(name: str, but: Category | None) -> str:
    word = _word(name)
    others = current_work().session.scalars(select(Category).order_by(Category.id))
    if any(word in (other.name, CATEGORIES.get(other.key), word_of(other)) for other in others if other is not but):
        raise Refused(Text("“%(name)s” stands in the list already.", name=word), field="name")
    return word


def _word(name: str) -> str:
    word = tidy(name)
    if not word:
        raise Refused(Text("Please fill this in."), field="name")
    if len(word) > LONGEST:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST), field="name")
    return word


def _in_words(value: Any) -> Any:
    return [LABELS[field] for field in value] if isinstance(value, list) else value


def _changed(subject: str, what: Text, rows: Sequence[dict[str, Any]] | None = None) -> None:
    for key in (CATEGORIES_KEY, REQUIREMENTS_KEY):
        ask_again(key)
    if rows is None or rows:
        record(RULES_CHANGED, subject, facts={"what": what, "changes": rows or []})
