"""The usual purposes and desks, from which an office starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usual:
    """A purpose as it is shipped; the name is the office's data from then on."""

    key: str
    name: str
    prefix: str
    origin: str | None = None
    uses_rota: bool = False


PURPOSES = (
    Usual("sales", "销售咨询", "A", uses_rota=True),
    Usual("payment", "缴费", "B", origin="payment"),
    Usual("complaint", "投诉", "C", origin="complaint"),
    Usual("file", "客户资料", "D", origin="file"),
    Usual("other", "其他", "E"),
)
DESKS = ("窗口 1", "窗口 2", "洽谈区 1")
