"""The papers of admission: the account-opening approval form, the record of a disqualification, the data sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.admission import queries, rules
from app.customers.admission.feature import SEE
from app.customers.admission.papers_print import (
    DATA_EXAMPLE,
    DISQUALIFICATION_EXAMPLE,
    OPENING_EXAMPLE,
    DataPaper,
    DisqualificationPaper,
    Listed,
    OpeningPaper,
    Sign,
)
from app.customers.admission.service.applying import OPEN
from app.customers.files.masking import record_printed
from app.customers.files.queries import file_of
from app.customers.papers.hooks import LABELS
from app.customers.papers.queries import invoicing_of
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries import Standing, paper_of, standing_of
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.office.staff.models import Staff
from app.web.language import say

SIGNATURES = (N_("Sales"), N_("Finance"), N_("General manager"))
DECIDED = ("approve", "refuse", "own", "counted")


def documents() -> list[Document]:
    """The papers of this feature (F-52; the record and the sheet have no number in the handbook)."""
    return [
        Document(
            key="account_opening",
            chinese="客户开户审批表",
            english=Text("Account-opening approval form"),
            papers=("a4",),
            template="print/account_opening.html",
            permission=SEE.name,
            load=opening,
            form_no="F-52",
            copies=("一、销售部存", "二、财务部存"),
            example=lambda: OPENING_EXAMPLE,
            signatures=SIGNATURES,
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of a customer's admission"),
            unfinished=_undecided,
        ),
        Document(
            key="disqualification",
            chinese="客户资格取消记录",
            english=Text("Record of a disqualification"),
            papers=("a4",),
            template="print/disqualification.html",
            permission=SEE.name,
            load=disqualification,
            example=lambda: DISQUALIFICATION_EXAMPLE,
            signatures=(N_("Sales"), N_("General manager")),
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of the admission of a disqualified customer"),
        ),
        Document(
            key="customer_data",
            chinese="客户资料报送单",
            english=Text("Customer data for finance and the plant office"),
            papers=("a4", "a5"),
            template="print/customer_data.html",
            permission=SEE.name,
            load=data_sheet,
            official=False,
            copies=("一、财务部存", "二、驻厂办存"),
            example=lambda: DATA_EXAMPLE,
            signatures=(N_("Data reported by"), N_("Taken over by")),
            used=Text("On the page of an admitted customer"),
        ),
    ]


def opening(actor: Actor, subject_id: int) -> OpeningPaper:
    """One application with what was decided, by the id of its request (F-52). Raises NoResultFound."""
    request = db.session.scalars(select(Approval).where(Approval.id == subject_id, Approval.matter == OPEN)).one()
    seen = queries.admission(int(request.subject.partition(":")[2]), actor)
    told = standing_of(request)
    rows = [(say(label), say(value)) for label, value in paper_of(request)]
    return OpeningPaper(
        number=seen.admission.number,
        customer_id=seen.customer.id,
        office=office().name,
        customer=f"{seen.customer.number} {seen.customer.name}",
        purpose=rows[1][1],
        applied_by=told.submitter,
        applied_on=_moment(told.submitted_at),
        papers=tuple(Listed(*row) for row in rows[2:]),
        steps=_signs(told),
        result=say(told.says),
        state=told.state,
    )


def disqualification(actor: Actor, subject_id: int) -> DisqualificationPaper:
    """The record of a disqualification, by its step of the ledger (C-60). Raises NoResultFound."""
    step, seen = queries.step(subject_id, actor)
    if step.kind != rules.DISQUALIFIED or step.approval_id is None:
        raise NoResultFound(f"step {subject_id} is no disqualification")
    told = standing_of(db.session.get_one(Approval, step.approval_id))
    return DisqualificationPaper(
        number=f"{seen.admission.number}-{step.id}",
        customer_id=seen.customer.id,
        office=office().name,
        customer=f"{seen.customer.number} {seen.customer.name}",
        decided_on=_moment(step.made_at)[:10],
        ground=say(Text(rules.WHY[str(step.ground)])),
        facts=step.reason or "",
        proposed_by=told.submitter,
        steps=_signs(told),
    )


def data_sheet(actor: Actor, subject_id: int) -> DataPaper:
    """The data of a customer in business, by his id (C-57), which are shown in full (O-07). Raises NoResultFound."""
    customer, one, data = file_of(subject_id, actor), queries.admission_of(subject_id), invoicing_of(subject_id)
    if one is None or one.state not in queries.IN_BUSINESS:
        raise NoResultFound(f"customer {subject_id} is not in business")
    record_printed(customer, (LABELS["invoicing.tax_number"], LABELS["invoicing.account"]) if data else (), by=actor)
    owner = db.session.scalar(select(Staff.name).where(Staff.id == customer.owner_id))
    return DataPaper(
        office=office().name,
        number=one.number,
        customer=f"{customer.number} {customer.name}",
        address=customer.address or "",
        contact=customer.contact or "",
        phone=customer.phone or "",
        uscc=customer.uscc or "",
        owner=owner or "",
        admitted_on=one.since_on.isoformat(),
        title=data.title if data else "",
        tax_number=data.tax_number if data else "",
        bank=data.bank if data else "",
        account=data.account if data else "",
        invoice_address=data.address if data else "",
        invoice_phone=data.phone if data else "",
    )


def _undecided(values: Mapping[str, Any]) -> Text | None:
    waits = values["state"] in ("waiting", "asked")
    return Text("The application is not decided yet: the form is printed after that.") if waits else None


def _signs(told: Standing) -> tuple[Sign, ...]:
    return tuple(
        Sign(say(Text(one.step)) if one.step else "", one.who, say(one.says), one.words or "", _moment(one.at))
        for one in told.voices
        if one.said in DECIDED
    )


def _moment(at: datetime) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M")
