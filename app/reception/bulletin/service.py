"""Verbs of bulletins."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.reception.bulletin import queries
from app.reception.bulletin.feature import PUBLISHED, READ_IT, REPLACED
from app.reception.bulletin.models import Bulletin, BulletinRead
from app.reception.bulletin.queries import subject_of
from app.reception.bulletin.rules import NewBulletin, check_bulletin
from app.unit_of_work import current_work, unit_of_work


def publish(new: NewBulletin, *, by: Actor) -> Bulletin:
    """Publish what everybody must know (每日销售信息, R-11). It is never changed; a mistake is mended by a new one.

    Whoever had read the earlier one reads the new one too. Raises Refused, NoResultFound for an unknown earlier one,
    Conflict where that was replaced before.
    """
    with unit_of_work(by=by) as work:
        check_bulletin(new, clock.local(work.at).date())
        _check_replaced(new.replaces_id, by)
        bulletin = Bulletin(title=new.title.strip(), text=new.text.strip(), day=new.day, last_on=new.last_on)
        bulletin.department_id, bulletin.replaces_id = new.department_id, new.replaces_id
        bulletin.made_at, bulletin.made_by, bulletin.made_by_id = work.at, by.name, by.staff_id
        work.session.add(bulletin)
        work.session.flush()
        if by.staff_id is not None:
            _receipt(bulletin.id, by.staff_id)
        facts = {"day": new.day, "last_on": new.last_on, "title": bulletin.title}
        record(REPLACED if new.replaces_id else PUBLISHED, subject_of(bulletin.id), facts=facts)
        work.touch("bulletin")
    return bulletin


def read(bulletin_id: int, *, by: Actor) -> None:
    """Say that one has read a bulletin (已阅, R-11); the second time nothing more happens.

    Raises NoResultFound for what is not for this reader.
    """
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff reads bulletins. Say who you are with --by."))
    with unit_of_work(by=by) as work:
        bulletin = queries.one(bulletin_id, by)
        if work.session.get(BulletinRead, (bulletin_id, by.staff_id)) is not None:
            return
        _receipt(bulletin_id, by.staff_id)
        record(READ_IT, subject_of(bulletin_id), facts={"title": bulletin.title})
        work.touch("bulletin")


def _receipt(bulletin_id: int, staff_id: int) -> None:
    """Whoever writes a bulletin has read it."""
    work = current_work()
    work.session.add(BulletinRead(bulletin_id=bulletin_id, staff_id=staff_id, at=work.at))
    work.session.flush()


def _check_replaced(replaces_id: int | None, by: Actor) -> None:
    if replaces_id is None:
        return
    queries.one(replaces_id, by)
    if current_work().session.scalar(select(Bulletin.id).where(Bulletin.replaces_id == replaces_id)) is not None:
        raise Conflict(Text("This bulletin was replaced before. Replace the newer one."))
