"""What late stages tell others: the task after a closing, the first page, the search box, who may see a slip."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.complaints.answers.queries import called
from app.complaints.cases.models import Complaint
from app.complaints.lateness import queries
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.lateness.policy import LatenessPolicy
from app.complaints.lateness.service import KIND
from app.complaints.lateness.tasks import LOOK, subject_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.access.models import Role
from app.office.policy import queries as policy
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.web.converters import id_in
from app.web.hooks import Hit, Notice

CLERK = "complaints_clerk"


def complaint_closed(complaint_id: int, *, by: Actor) -> None:
    """Whoever registers complaints looks at the late stages of one that was closed (hook `complaint_closed`; K-29)."""
    late = queries.count_unasked(complaint_id)
    role = db.session.scalar(select(Role.id).where(Role.key == CLERK))
    close_tasks(subject_of(complaint_id), outcome="cancelled", by=by)
    if late and role and policy.of(LatenessPolicy).remind:
        complaint = db.session.get_one(Complaint, complaint_id)
        facts = {"number": called(complaint), "count": late}
        url = f"/complaints/lateness/?list=left&which=unasked&complaint={complaint_id}"
        open_task(LOOK, subject_of(complaint_id), facts=facts, url=url, to=Party(role_id=role), due_on=None, by=by)


def notices(actor: Actor) -> list[Notice]:
    """Enquiry slips that wait for the departments of this user (hook `today`)."""
    url = url_for("lateness.mine")
    return [Notice(Text("Enquiry slips to be answered"), queries.to_answer(actor), url, "yellow", 46)]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The enquiry slip of this number (hook `search`)."""
    return [
        Hit(Text("Enquiry slip"), one.number, called(complaint), queries.page_url(one.id))
        for one, complaint in queries.found(query, actor)
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an enquiry slip; None for other subjects (O-12)."""
    found = id_in(subject, KIND)
    if found is None:
        return None
    query = select(LatenessEnquiry.id).join(Complaint, Complaint.id == LatenessEnquiry.complaint_id)
    seen = query.where(LatenessEnquiry.id == found, queries.enquiry_visible(actor))
    return db.session.scalar(seen) is not None
