"""The settlement slip (气费结算单, F-82) as a printable form, for one and for a whole book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.statements.models import Run, Statement, StatementLine
from app.billing.statements.papers import Slip, slips
from app.billing.statements.policy import StatementPolicy
from app.billing.tariffs.pricelist import CATEGORIES, GENERAL, USES
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen, format_price, format_rate, net_and_tax
from app.domain.text import N_, Text
from app.domain.volume import format_factor, format_volume
from app.extensions import db
from app.office.documents.document import Document, Many, Stack
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.language import say

# Words of the form itself, the same in every language.
MARKS = {"regular": "", "reversal": "红冲", "replacement": "重开"}
READ, EXCHANGED = "实抄", "换表"


@dataclass(frozen=True, slots=True)
class LinePaper:
    """One line of the slip: block, from – to and volume in m³, price in yuan per m³, amount in yuan."""

    block: str
    span: str
    volume: str
    price: str
    amount: str


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A settlement slip ready for print: every field is written as it stands on the paper (F-82)."""

    number: str
    customer_id: int
    mark: str
    remark: str
    period: str
    issued_on: str
    office: str
    reach: str
    account: str
    name: str
    place: str
    category: str
    persons: str
    meter: str
    digits: str
    book: str
    reader: str
    previous: str
    previous_on: str
    current: str
    read_on: str
    way: str
    factor: str
    volume: str
    cycle_start: str
    cumulative: str
    ceilings: str
    price_list: str
    lines: tuple[LinePaper, ...]
    amount: str
    amount_words: str
    tax: str
    as_of: str
    arrears: str
    prepaid: str
    open: str
    due_on: str
    ways_to_pay: str


EXAMPLE = SlipPaper(
    number="S202611-00001",
    customer_id=0,
    mark="",
    remark="",
    period="2026-11",
    issued_on="2026-11-26",
    office="",
    reach="",
    account="10000001",
    name="王小明",
    place="红旗街道湖西路 5 号 2 单元 1204 室",
    category="居民",
    persons="4",
    meter="G4-2023000001",
    digits="5",
    book="B01-1",
    reader="马抄",
    previous="1330",
    previous_on="2026-10-21",
    current="1361",
    read_on="2026-11-22",
    way=READ,
    factor="1",
    volume="31",
    cycle_start="2026-01-01",
    cumulative="330 → 361",
    ceilings="350 / 500",
    price_list="民用天然气价格（2026）",
    lines=(LinePaper("1", "330 – 350", "20", "2.61", "52.20"), LinePaper("2", "350 – 361", "11", "2.83", "31.13")),
    amount="￥83.33",
    amount_words="人民币捌拾叁元叁角叁分",
    tax="",
    as_of="2026-11-26",
    arrears="￥0.00",
    prepaid="￥0.00",
    open="￥83.33",
    due_on="2026-12-03",
    ways_to_pay="营业厅缴费、银行代扣",
)


def documents() -> list[Document]:
    """The settlement slip."""
    return [
        Document(
            key="statement",
            chinese="气费结算单",
            english=Text("Settlement slip"),
            form_no="F-82",
            papers=("a5", "a4", "241x140"),
            template="print/statement.html",
            permission="billing.statements.see",
            load=slip,
            copies=("客户联", "存根联", "财务联"),
            many=Many(("period", "book"), stacks, slip_papers),
            example=lambda: EXAMPLE,
            blank_rows=4,
            signatures=(N_("Meter reader"), N_("Cashier"), N_("Customer's signature")),
            stamp=N_("Stamp"),
            used=Text("On the page of a settlement slip, and for a whole month or book"),
        )
    ]


def slip(actor: Actor, subject_id: int) -> SlipPaper:
    """One posted slip. Raises NoResultFound for one that is not posted or whose account the actor may not know of."""
    condition = visible(actor), Run.state == "posted", Statement.id == subject_id
    db.session.execute(_seen().where(*condition)).one()
    return slip_papers(actor, [subject_id])[0]


def stacks(actor: Actor, arguments: Mapping[str, str]) -> list[Stack]:
    """The posted slips of a period in route order, one stack for each reading book."""
    query = _seen().where(visible(actor), Run.state == "posted", Statement.period == arguments.get("period", ""))
    if arguments.get("book"):
        query = query.where(Statement.book == arguments["book"])
    rows = db.session.execute(query.order_by(Statement.book, Statement.position, Statement.id))
    ordered = sorted(rows, key=lambda row: row.book or "")  # PostgreSQL puts empty ones last, SQLite first
    return [Stack(book or "-", [row.id for row in group]) for book, group in groupby(ordered, lambda row: row.book)]


def slip_papers(_actor: Actor, ids: Sequence[int]) -> list[SlipPaper]:
    """These slips, in order, as they stand on paper today."""
    settings, office = policy.of(StatementPolicy), policy.of(OfficePolicy)
    return [_paper(one, settings, office) for one in slips(ids)]


def _seen() -> Select[int, str | None]:
    columns = select(Statement.id, Statement.book).join(Run, Run.id == Statement.run_id)
    return columns.join(GasAccount, GasAccount.id == Statement.account_id)


def _paper(slip: Slip, settings: StatementPolicy, office: OfficePolicy) -> SlipPaper:
    one = slip.statement
    return SlipPaper(
        number=one.number or "",
        customer_id=one.customer_id,
        mark=MARKS[one.kind],
        remark=f"{MARKS[one.kind]} {slip.reverses}  {one.reason or ''}".strip() if slip.reverses else "",
        period=one.period,
        issued_on=slip.run.posted_on.isoformat() if slip.run.posted_on else "",
        office=office.name,
        reach="\n".join(filter(None, (office.phone, office.address))),
        account=one.account_number,
        name=one.name,
        place=one.address,
        category=_category(one),
        persons="" if one.persons is None else str(one.persons),
        meter=one.meter_number or "",
        digits="" if one.digits is None else str(one.digits),
        book="-".join(str(part) for part in (one.book, one.position) if part is not None),
        reader=one.reader or "",
        previous=format_volume(one.previous),
        previous_on=one.previous_on.isoformat() if one.previous_on else "",
        current=format_volume(one.current),
        read_on=one.read_on.isoformat(),
        way=EXCHANGED if slip.exchanged else READ,
        factor=format_factor(one.factor),
        volume=format_volume(one.volume),
        cycle_start=one.cycle_start.isoformat() if one.cycle_start else "",
        cumulative=f"{format_volume(one.cumulative_from)} → {format_volume(one.cumulative_to)}",
        ceilings=" / ".join(format_volume(ceiling) for ceiling in one.ceilings),
        price_list=slip.tariff.document or slip.tariff.name,
        lines=tuple(_line(line) for line in slip.lines),
        amount=_yuan(one.amount),
        amount_words=capitals(one.amount),
        tax=_tax(one),
        as_of=slip.as_of.isoformat(),
        arrears=_yuan(slip.arrears),
        prepaid=_yuan(slip.prepaid),
        open=_yuan(slip.open),
        due_on=slip.due_on.isoformat() if slip.due_on else "",
        ways_to_pay=settings.ways_to_pay,
    )


def _line(line: StatementLine) -> LinePaper:
    return LinePaper(
        block=str(line.block),
        span=f"{format_volume(line.start)} – {format_volume(line.end)}",
        volume=format_volume(line.volume),
        price=format_price(line.price),
        amount=format_fen(line.amount),
    )


def _category(one: Statement) -> str:
    category = say(Text(CATEGORIES[one.category]))
    return (
        category if one.use == GENERAL else f"{category} · {say(Text(USES[one.use])) if one.use in USES else one.use}"
    )


def _tax(one: Statement) -> str:
    if one.tax_rate is None:
        return ""
    _, tax = net_and_tax(one.amount, one.tax_rate)
    return say(Text("VAT of %(rate)s in it: %(tax)s", rate=format_rate(one.tax_rate), tax=_yuan(tax)))


def _yuan(fen: Fen) -> str:
    return format_fen(fen, symbol=True)
