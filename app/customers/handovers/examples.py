"""Made-up papers of a hand-over, for the catalogue of forms."""

from __future__ import annotations

from app.customers.handovers.papers import DrawPaper, LetterPaper, ListPaper, ListRow, LotRow
from app.customers.handovers.rules import draw

PEOPLE = ("李销", "周销")
CUSTOMERS = (("C000012", "宏运酒楼"), ("C000031", "红旗小吃店"), ("C000047", "湖西宾馆"))
SEED = "3f9a0c5e7d214b68a1f0c2d4e6b8907a"

LETTER = LetterPaper(
    number="YJ2611-001-001",
    office="",
    customer="宏运酒楼",
    contact="王建国",
    giver="苏销",
    taker="李销",
    phone="13800001234",
    effective_on="2026-11-20",
    back_on="",
    cause="transfer",
    written_on="2026-11-21",
)
LIST = ListPaper(
    number="YJ2611-001",
    office="",
    giver="苏销",
    cause="调岗",
    effective_on="2026-11-20",
    back_on="",
    decided="白管 2026-11-20 10:12",
    signed="苏销 2026-11-20 14:05",
    rows=(
        ListRow("1", "C000012", "宏运酒楼", "责任人", "待办 2；合同 1", "李销", "李销 2026-11-20 15:30", "2026-11-21"),
        ListRow("2", "C000031", "红旗小吃店", "责任人", "", "周销", "", ""),
        ListRow("3", "C000047", "湖西宾馆", "第二联系人", "时限 1", "李销", "李销 2026-11-20 15:30", ""),
    ),
)
DRAW = DrawPaper(
    number="YJ2611-001",
    office="",
    giver="苏销",
    drawn_at="2026-11-20 10:05",
    drawn_by="白管",
    witnesses="方前、陈收",
    reason="",
    seed=SEED,
    people="1 李销、2 周销",
    shares="李销 1、周销 2",
    rows=tuple(
        LotRow(str(n + 1), *card, PEOPLE[who], "")
        for n, (card, who) in enumerate(zip(CUSTOMERS, draw(range(3), range(2), SEED), strict=True))
    ),
)
