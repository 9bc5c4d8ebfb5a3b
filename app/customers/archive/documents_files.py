"""Customer files as printable forms: the whole file (F-41), the basic-information form (F-42), and the sheets of target
and potential customers (F-48, F-08)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.exc import NoResultFound

from app.customers.archive import gathering
from app.customers.archive.gathering import EXAMPLE, FilePaper
from app.customers.files.masking import record_printed
from app.customers.files.queries import file_of
from app.customers.files.service import record_look
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.web.guard import SIGNED_IN

USED = Text("On the page of a customer")
FILLED, HEAD, MARKETING = N_("Filled in by"), N_("Head of the business department"), N_("Received by marketing")


def documents() -> list[Document]:
    """The customer file and its sheets (C-08, C-110); they show the state of the day."""
    return [
        _document("customer_file", "客户档案", Text("Customer file"), "F-41", template="print/customer_file.html"),
        _document(
            "customer_card",
            "客户基本信息表",
            Text("Customer basic-information form"),
            "F-42",
            copies=("一、业务部门存", "二、市场推广部门存"),
            signatures=(FILLED, HEAD, MARKETING),
        ),
        _document("customer_target", "目标客户档案", Text("Target-customer file"), "F-48", category="target"),
        _document("customer_potential", "潜在客户档案", Text("Prospect file"), "F-08", category="potential"),
    ]


def load(actor: Actor, subject_id: int, *, category: str | None = None) -> FilePaper:
    """The file as it stands today; whoever prints it has looked at it (O-07).

    With a `category` only a customer of that category has such a sheet. Raises NoResultFound.
    """
    customer = file_of(subject_id, actor)
    if category and customer.category != category:
        raise NoResultFound(f"customer {subject_id} is no {category} customer")
    record_look(customer, by=actor)
    record_printed(customer, by=actor)
    return gathering.paper(file_of(subject_id, actor))


def _document(
    key: str, chinese: str, english: Text, form_no: str, *, category: str | None = None, **more: Any
) -> Document:
    words = {"target": "目标客户", "potential": "潜在客户"}.get(category or "", EXAMPLE.category)
    known: dict[str, Any] = {"template": "print/customer_sheet.html", "signatures": (FILLED, HEAD), **more}
    return Document(
        key=key,
        chinese=chinese,
        english=english,
        papers=("a4", "a5"),
        permission=SIGNED_IN,
        load=partial(load, category=category),
        form_no=form_no,
        official=False,
        example=lambda: replace(EXAMPLE, category=words),
        blank_rows=3,
        paged=True,
        used=USED,
        **known,
    )
