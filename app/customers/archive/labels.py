"""Labels of bound files and covers of their bags, as printable forms (C-110)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.archive import queries
from app.customers.archive.feature import SEE
from app.customers.archive.models import ArchivedFile
from app.customers.archive.policy import ArchivePolicy
from app.customers.archive.rules import LABELS, number_of
from app.customers.files.models import Customer
from app.customers.files.queries import card_visible
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.switches import office

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class LabelPaper:
    """What stands on the label of one bound file."""

    archive: str
    bag: str
    customer: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One sheet of labels."""

    labels: tuple[LabelPaper, ...]


@dataclass(frozen=True, slots=True)
class LabelsPaper:
    """Sheets of labels ready for print; `size` is the label in mm, such as 70x37."""

    size: str
    office: str
    sheets: tuple[SheetPaper, ...]


@dataclass(frozen=True, slots=True)
class BagPaper:
    """The cover of a bag: which files lie in it."""

    office: str
    bag: str
    place: str
    first: str
    last: str
    files: str
    printed_on: str
    rows: tuple[LabelPaper, ...]


NAMES = ("王建国", "李小红", "红旗小吃店", "杭州某某机械有限公司", "赵敏")
EXAMPLES = tuple(
    LabelPaper(number_of(200 + n), "3", f"C{300 + n:06d}", name, "二楼档案柜 3-2") for n, name in enumerate(NAMES, 1)
)


def documents() -> list[Document]:
    """Labels of the files of a bag, the label of one file, and the cover of a bag (C-110)."""
    used = Text("In the archive, at each bag")
    labels: dict[str, Any] = {
        "papers": ("a4",), "template": "print/archive_labels.html", "permission": SEE.name, "official": False,
        "example": lambda: _labels(EXAMPLES), "blank": _blank, "used": used,
    }  # fmt: skip
    return [
        Document("archive_labels", "档案标签", Text("Labels of bound files"), load=labels_of_bag, **labels),
        Document("archive_label", "单份档案标签", Text("Label of one bound file"), load=label_of_file, **labels),
        Document(
            key="archive_bag",
            chinese="档案袋封面",
            english=Text("Cover of a bag of files"),
            papers=("a4", "a5"),
            template="print/archive_bag.html",
            permission=SEE.name,
            load=bag,
            official=False,
            example=lambda: _bag("3", EXAMPLES),
            blank_rows=20,
            signatures=(N_("Bound by"), N_("Checked by")),
            paged=True,
            used=used,
        ),
    ]


def labels_of_bag(actor: Actor, subject_id: int) -> LabelsPaper:
    """The labels of all files of a bag, in their order. Raises NoResultFound for a bag that there is not."""
    return _labels(_of_bag(actor, subject_id))


def label_of_file(actor: Actor, subject_id: int) -> LabelsPaper:
    """The label of one bound file. Raises NoResultFound."""
    query = select(ArchivedFile, Customer).join(Customer, Customer.id == ArchivedFile.customer_id)
    row = db.session.execute(query.where(ArchivedFile.id == subject_id, card_visible(actor))).one()
    return _labels([_label(*row)])


def bag(actor: Actor, subject_id: int) -> BagPaper:
    """The cover of a bag with the files in it. Raises NoResultFound for a bag that there is not."""
    return _bag(str(subject_id), _of_bag(actor, subject_id))


def _of_bag(actor: Actor, number: int) -> list[LabelPaper]:
    found = [_label(*row) for row in queries.of_bag(number, actor)]
    if not found:
        raise NoResultFound(f"no bag {number}")
    return found


def _label(file: ArchivedFile, customer: Customer) -> LabelPaper:
    name = customer.name if len(customer.name) <= LONGEST_NAME else f"{customer.name[:LONGEST_NAME]}…"
    return LabelPaper(number_of(file.ordinal), str(file.bag), customer.number, name, file.place or "")


def _labels(rows: Sequence[LabelPaper]) -> LabelsPaper:
    size = policy.of(ArchivePolicy).labels
    columns, lines = LABELS[size]
    count = columns * lines
    sheets = tuple(SheetPaper(tuple(rows[n : n + count])) for n in range(0, len(rows), count))
    return LabelsPaper(size, office().name, sheets)


def _blank() -> LabelsPaper:
    columns, lines = LABELS[policy.of(ArchivePolicy).labels]
    return _labels([LabelPaper("", "", "", "", "")] * (columns * lines))


def _bag(number: str, rows: Sequence[LabelPaper]) -> BagPaper:
    return BagPaper(
        office=office().name,
        bag=number,
        place=rows[0].place,
        first=rows[0].archive,
        last=rows[-1].archive,
        files=str(len(rows)),
        printed_on=clock.today().isoformat(),
        rows=tuple(rows),
    )
