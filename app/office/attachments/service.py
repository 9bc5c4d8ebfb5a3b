"""Attaching files, opening and removing them."""

from __future__ import annotations

from typing import BinaryIO

from sqlalchemy import update

from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.attachments import queries, rules, store
from app.office.attachments.feature import ATTACHED, OPENED, REMOVED
from app.office.attachments.models import Attachment
from app.office.attachments.policy import AttachmentPolicy
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work


def attach(subject: str, stream: BinaryIO, filename: str, note: str | None, *, by: Actor) -> Attachment:
    """Keep a file and hang it on a subject such as "customer:12" (O-12).

    The file is safely stored before its row. Raises Refused for what is too large, empty, of a kind that is not
    kept, or not what its name says.
    """
    name = rules.clean_name(filename)
    kind = rules.kind_of(name)
    with store.received(stream, policy.of(AttachmentPolicy).most_mb) as file:
        store.check(file, kind)
        store.settle(file)
    with unit_of_work(by=by) as work:
        made = Attachment(
            subject=subject,
            filename=name,
            media_type=kind.media_type,
            size=file.size,
            sha256=file.sha256,
            note=note,
            staff_id=by.staff_id,
            added_by=by.name,
            added_at=work.at,
        )
        work.session.add(made)
        work.session.flush()
        facts = {"filename": name, "attachment": made.id, "sha256": file.sha256}
        record(ATTACHED, subject, customer_id=queries.customer_of(subject), facts=facts, reason=note)
    return made


def record_opening(attachment: Attachment, *, by: Actor) -> None:
    """Record that somebody opens the file; what hangs on a customer belongs to the protected file (O-07)."""
    subject, facts = attachment.subject, {"filename": attachment.filename, "attachment": attachment.id}
    with unit_of_work(by=by):
        record(OPENED, subject, customer_id=queries.customer_of(subject), facts=facts)


def remove(attachment: Attachment, *, reason: str, by: Actor) -> None:
    """Take a file off the list (O-12); row and content stay. Raises Conflict where somebody was quicker."""
    subject, facts = attachment.subject, {"filename": attachment.filename, "attachment": attachment.id}
    with unit_of_work(by=by) as work:
        here = update(Attachment).where(Attachment.id == facts["attachment"], Attachment.removed_at.is_(None))
        if not work.session.execute(here.values(removed_at=work.at).returning(Attachment.id)).all():
            raise Conflict(Text("Somebody has removed this file already."))
        record(REMOVED, subject, customer_id=queries.customer_of(subject), facts=facts, reason=reason)
