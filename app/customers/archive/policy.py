"""What the office decides about its archive."""

from __future__ import annotations

from app.customers.archive.rules import LABELS
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.archive", Text("Archive of customer files"))
class ArchivePolicy:
    """How many files lie in a bag, and on what labels are printed (C-110, files.bag_size)."""

    bag_size: int = value(
        100, Text("Bound files in one bag"), row="files.bag_size", unit=Text("files"), low=1, high=1000
    )
    place: str = value("档案柜", Text("Usual place of bound files"), row="C-112")
    labels: str = value(
        "70x37", Text("Labels on the sheet, width × height in mm"), row="C-110",
        choices=tuple((key, key.replace("x", " × ")) for key in LABELS),
    )  # fmt: skip
