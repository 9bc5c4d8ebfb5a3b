"""Defining schemes and classes, and classing customers (C-61, C-65, C-128, D-24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from app import clock
from app.customers.classes import queries, rules
from app.customers.classes.feature import (
    CLASS_ADDED,
    CLASS_CHANGED,
    CLASSED,
    SCHEME_ADDED,
    SCHEME_CHANGED,
    TAKEN_OUT,
)
from app.customers.classes.models import Classification, ClassScheme, CustomerClass
from app.customers.classes.shipped import EXAMPLES
from app.customers.files.queries import file_to_change
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import changes, record
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say


def add_scheme(
    name: str, classes: Sequence[str], *, product: str | None = None, note: str | None = None, by: Actor
) -> ClassScheme:
    """Define a further way to class customers (客户分类), with its classes in their order. Raises Refused."""
    with unit_of_work(by=by) as work:
        made = ClassScheme(name=_free_scheme(name), product=tidy(product or "") or None, note=note)
        rules.check_different(classes)
        work.session.add(made)
        work.session.flush()
        for place, one in enumerate(classes, 1):
            work.session.add(CustomerClass(scheme_id=made.id, name=rules.name_of(one), position=place))
        work.session.flush()
        record(SCHEME_ADDED, f"class_scheme:{made.id}", facts={"name": made.name, "classes": list(classes)})
    return made


def take_example(key: str, *, by: Actor) -> ClassScheme:
    """Take over one of the shipped examples, in the language of whoever asks for it (C-61, C-65, D-24).

    Raises Refused where there is such a scheme already, and for an example that is none.
    """
    example = next((one for one in EXAMPLES if one.key == key), None)
    if example is None:
        raise Refused(Text("Please choose one of the list."))
    product = say(Text(example.product)) if example.product else None
    return add_scheme(say(Text(example.name)), [say(Text(one)) for one in example.classes], product=product, by=by)


def change_scheme(scheme_id: int, version: int, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change name, product or note of a scheme, or retire it with `active` false; what customers are in it stays.

    Raises Refused, Conflict, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        before = queries.scheme(scheme_id)
        values = {**values, "name": _free_scheme(values["name"], but=scheme_id)}
        changed = changes({name: getattr(before, name) for name in values}, values)
        held = update(ClassScheme).where(ClassScheme.id == scheme_id, ClassScheme.version == version)
        if not work.session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody changed this meanwhile. Look at it again."))
        record(SCHEME_CHANGED, f"class_scheme:{scheme_id}", facts={"name": values["name"], "changes": changed})


def add_class(scheme_id: int, name: str, *, by: Actor) -> None:
    """Add a class at the end of a scheme. Raises Refused, NoResultFound."""
    with unit_of_work(by=by) as work:
        scheme = queries.scheme(scheme_id)
        plain = _free_class(scheme_id, name)
        last = select(func.max(CustomerClass.position)).where(CustomerClass.scheme_id == scheme_id)
        place = (work.session.scalar(last) or 0) + 1
        work.session.add(CustomerClass(scheme_id=scheme_id, name=plain, position=place))
        work.session.flush()
        record(CLASS_ADDED, f"class_scheme:{scheme_id}", facts={"name": plain, "scheme": scheme.name})


def change_class(class_id: int, name: str, *, position: int, active: bool, by: Actor) -> None:
    """Rename a class, move it in the list, or retire it; who is in it stays. Raises Refused, NoResultFound."""
    with unit_of_work(by=by) as work:
        found = queries.class_of(class_id)
        values = {"name": _free_class(found.scheme_id, name, but=class_id), "position": position, "active": active}
        changed = changes({field: getattr(found, field) for field in values}, values)
        if not changed:
            return
        work.session.execute(update(CustomerClass).where(CustomerClass.id == class_id).values(**values))
        facts = {"name": values["name"], "scheme": queries.scheme(found.scheme_id).name, "changes": changed}
        record(CLASS_CHANGED, f"class_scheme:{found.scheme_id}", facts=facts)


def classify(customer_id: int, scheme_id: int, class_id: int | None, *, from_on: date, reason: str, by: Actor) -> None:
    """Say what a customer is in a scheme from a day on, and why; None takes him out of it. What he was stays.

    Raises Refused, and NoResultFound where the actor may not change the file.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        scheme, now = queries.scheme(scheme_id), queries.holds(customer_id, scheme_id)
        rules.check_day(from_on, today=clock.today(), since=now.from_on if now else None)
        chosen = _class_to_choose(scheme, class_id)
        if (now.class_id if now else None) == class_id:
            raise Refused(Text("He is in this class already."), field="class_id")
        if now is not None:
            _end(now, from_on)
        facts = {"number": customer.number, "scheme": scheme.name, "from_on": from_on}
        was = queries.class_of(now.class_id).name if now else None
        told = {"changes": [{"field": "class", "old": was, "new": chosen.name if chosen else None}]}
        if chosen is not None:
            made = Classification(customer_id=customer_id, scheme_id=scheme_id, class_id=chosen.id, from_on=from_on)
            made.reason, made.made_by, made.made_at = reason, by.name, work.at
            work.session.add(made)
            work.session.flush()
            facts["class"] = chosen.name
        action = CLASSED if chosen else TAKEN_OUT
        record(action, f"customer:{customer_id}", customer_id=customer_id, facts={**facts, **told}, reason=reason)


def _end(now: Classification, until_on: date) -> None:
    running = update(Classification).where(Classification.id == now.id, Classification.until_on.is_(None))
    if not current_work().session.execute(running.values(until_on=until_on)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody changed this meanwhile. Look at it again."))


def _class_to_choose(scheme: ClassScheme, class_id: int | None) -> CustomerClass | None:
    if class_id is None:
        return None
    found = queries.class_of(class_id)
    if found.scheme_id != scheme.id or not (found.active and scheme.active):
        raise Refused(Text("Please choose one of the list."), field="class_id")
    return found


def _free_scheme(text: str, *, but: int = 0) -> str:
    name = rules.name_of(text)
    query = select(ClassScheme.id).where(ClassScheme.name == name, ClassScheme.id != but)
    if current_work().session.scalar(query) is not None:
        raise Refused(Text("There is a scheme of this name."), field="name")
    return name


def _free_class(scheme_id: int, text: str, *, but: int = 0) -> str:
    name = rules.name_of(text)
    query = select(CustomerClass.id).where(CustomerClass.scheme_id == scheme_id, CustomerClass.name == name)
    if current_work().session.scalar(query.where(CustomerClass.id != but)) is not None:
        raise Refused(Text("“%(name)s” stands there twice.", name=name), field="name")
    return name
