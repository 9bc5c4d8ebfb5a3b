"""Keeping the contacts of a customer, each deed with its history (C-08, C-12, C-44)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import update

from app import clock
from app.customers.contacts import bulk, queries, rules
from app.customers.contacts.feature import ADDED, BACK, CHANGED, LEFT, MADE_MAIN
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import NewContact
from app.customers.files import kinds
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.customers.files.service import change_customer, index_anew
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


def add_contact(new: NewContact, *, by: Actor) -> int:
    """Add a contact (联系人) to a customer; a main one takes the place of the one before, in the file too.

    Return its id. Raises Refused, and NoResultFound where the actor may not change the file.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(new.customer_id, by)
        _check_name(customer.id, new.name)
        if new.main:
            rules.check_main(customer.phone, new.mobile, new.phone)
            bulk.nobody_is_main([customer.id])
        made = Contact(**asdict(new))
        work.session.add(made)
        work.session.flush()
        contact_id = made.id
        record(ADDED, f"contact:{contact_id}", customer_id=customer.id, facts=_facts(customer, new.name))
        if new.main:
            _let_file_follow(customer, asdict(new), reason=None, by=by)
        _found_anew(customer, by)
    return contact_id


def change_contact(
    customer_id: int,
    contact_id: int,
    values: Mapping[str, Any],
    *,
    version: int,
    reason: str | None = None,
    by: Actor,
) -> None:
    """Change a contact as one deed, every field with old and new value (C-12); the file follows the main one.

    `values` are columns of Contact. Raises Refused, Conflict where it is no longer the `version` that the user saw,
    and NoResultFound where the actor may not change the file.
    """
    with unit_of_work(by=by):
        customer = file_to_change(customer_id, by)
        contact = queries.contact_of(customer_id, contact_id)
        changed = changes({name: getattr(contact, name) for name in values}, values)
        if contact.version != version:
            raise _conflict()
        if not changed:
            return
        if contact.left_on is None:
            _check_name(customer_id, values.get("name", contact.name), but=contact_id)
        _write(contact_id, version, values)
        told = [_in_words(one) for one in changed]
        facts = {**_facts(customer, values.get("name", contact.name)), "changes": told}
        record(CHANGED, f"contact:{contact_id}", customer_id=customer_id, facts=facts, reason=reason)
        if contact.main:
            _let_file_follow(customer, {**_columns(contact), **values}, reason=reason, by=by)
        _found_anew(customer, by)


def make_main(customer_id: int, contact_id: int, *, version: int, reason: str | None = None, by: Actor) -> None:
    """Make somebody the main contact, whose name and telephone the file shows from now on.

    Raises Refused for who has left or cannot be reached, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        customer = file_to_change(customer_id, by)
        contact = queries.contact_of(customer_id, contact_id)
        if contact.left_on is not None:
            raise Refused(Text("Who has left cannot be the main contact."))
        if contact.main:
            return
        rules.check_main(customer.phone, contact.mobile, contact.phone)
        bulk.nobody_is_main([customer_id])
        _write(contact_id, version, {"main": True}, seen=version)
        _told(MADE_MAIN, customer, contact, reason=reason)
        _let_file_follow(customer, _columns(contact), reason=reason, by=by)
        _found_anew(customer, by)


def say_left(
    customer_id: int,
    contact_id: int,
    *,
    version: int,
    left_on: date,
    reason: str | None = None,
    successor: int | None = None,
    by: Actor,
) -> None:
    """Keep that a contact has left; he stays to be read. The main one names his successor, if anybody is there.

    Without one the file loses his name and his mobile number; a landline stays. Raises Refused, Conflict,
    NoResultFound.
    """
    with unit_of_work(by=by):
        customer = file_to_change(customer_id, by)
        contact = queries.contact_of(customer_id, contact_id)
        rules.check_leaving(left_on, clock.today())
        was_main = contact.main
        _write(contact_id, version, {"left_on": left_on, "main": False})
        _told(LEFT, customer, contact, reason=reason, left_on=left_on)
        if was_main:
            _succeed(customer, contact, successor, reason=reason, by=by)
        _found_anew(customer, by)


def say_back(customer_id: int, contact_id: int, *, version: int, by: Actor) -> None:
    """Keep that a contact is there again. Raises Refused where somebody of his name is, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        customer = file_to_change(customer_id, by)
        contact = queries.contact_of(customer_id, contact_id)
        _check_name(customer_id, contact.name)
        _write(contact_id, version, {"left_on": None})
        _told(BACK, customer, contact)
        _found_anew(customer, by)


def _succeed(customer: Customer, contact: Contact, successor: int | None, *, reason: str | None, by: Actor) -> None:
    if successor is not None:
        chosen = queries.contact_of(customer.id, successor)
        make_main(customer.id, successor, version=chosen.version, reason=reason, by=by)
        return
    if queries.present_choices(customer.id, but=contact.id):
        raise Refused(Text("Say who is the main contact from now on."), field="successor")
    left = rules.left_behind(customer.phone, contact.mobile)
    _change_file(customer, {"contact": None, "phone": left}, reason=reason, by=by)


def _let_file_follow(customer: Customer, contact: Mapping[str, Any], *, reason: str | None, by: Actor) -> None:
    _change_file(customer, rules.file_of_main(contact, customer.phone), reason=reason, by=by)


def _change_file(customer: Customer, values: Mapping[str, Any], *, reason: str | None, by: Actor) -> None:
    # Confirmed: one person may be the contact of several customers. The duplicates learn of it all the same.
    change_customer(customer.id, values, version=customer.version, reason=reason, confirmed=True, by=by)


def _write(contact_id: int, version: int, values: Mapping[str, Any], *, seen: int | None = None) -> None:
    """Change a contact that is still the `version` seen; being the main one is no change of himself."""
    after = version if seen is not None else version + 1
    held = update(Contact).where(Contact.id == contact_id, Contact.version == version)
    done = current_work().session.execute(held.values(**values, version=after))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise _conflict()


def _told(action: Action, customer: Customer, contact: Contact, *, reason: str | None = None, **facts: Any) -> None:
    told = {**_facts(customer, contact.name), **facts}
    record(action, f"contact:{contact.id}", customer_id=customer.id, facts=told, reason=reason)


def _found_anew(customer: Customer, by: Actor) -> None:
    index_anew([customer.id])
    kinds.saved([customer.id], by=by)


def _check_name(customer_id: int, name: str, *, but: int | None = None) -> None:
    if not queries.is_free(customer_id, name, but=but):
        raise Refused(Text("%(name)s stands among the contacts already.", name=name), field="name")


def _columns(contact: Contact) -> dict[str, Any]:
    return {name: getattr(contact, name) for name in rules.TYPED}


def _facts(customer: Customer, name: str) -> dict[str, Any]:
    return {"number": customer.number, "name": name}


def _in_words(change: Mapping[str, Any]) -> dict[str, Any]:
    if change["field"] != "part":
        return dict(change)
    old, new = (rules.PARTS.get(change[side], change[side]) for side in ("old", "new"))
    return {**change, "old": Text(old), "new": Text(new)}


def _conflict() -> Conflict:
    return Conflict(Text("Somebody changed this contact meanwhile. Look at what is stored now, then save yours again."))
