"""Looks at attached files."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.extensions import db
from app.office.attachments.models import Attachment
from app.web import registry


def may_see(actor: Actor, subject: str) -> bool:
    """Tell whether this user may see what hangs on a subject, and hang something on it (O-12).

    The features above know: hook `may_see_subject(actor, subject) -> bool | None`, None for subjects of others.
    A subject that nobody knows does not exist; one refusal is enough.
    """
    answers = [ask(actor, subject) for ask in registry.hooked("may_see_subject")]
    return True in answers and False not in answers


def customer_of(subject: str) -> int | None:
    """The customer to whose file a subject belongs, such as the owner of "paper:7"; None where it is of nobody's.

    Hook `customer_of_subject(subject) -> int | None`, None for subjects of others.
    """
    found = (ask(subject) for ask in registry.hooked("customer_of_subject"))
    return next((one for one in found if one is not None), None)


def may_change(actor: Actor, subject: str) -> bool:
    """Tell whether this user, who may see a subject, may also hang files on it and take them off (O-12).

    Whoever sees may, unless the feature above says no: hook `may_change_subject(actor, subject) -> bool | None`, None
    for subjects of others. A paper on which others decide must stay as they read it.
    """
    return all(ask(actor, subject) is not False for ask in registry.hooked("may_change_subject"))


def attached_to(subject: str) -> list[Attachment]:
    """The files of a subject, newest first, those that were removed among them (O-12)."""
    query = select(Attachment).where(Attachment.subject == subject).order_by(Attachment.id.desc())
    return list(db.session.scalars(query))


def attachment(attachment_id: int, actor: Actor) -> Attachment:
    """The attached file, for who may see what it hangs on. Raises NoResultFound, also for a removed one."""
    query = select(Attachment).where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    found = db.session.scalars(query).one()
    if not may_see(actor, found.subject):
        raise NoResultFound
    return found
