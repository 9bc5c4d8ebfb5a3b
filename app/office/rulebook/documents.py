"""The rule sheet (制度参数表) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.domain.actor import Actor
from app.domain.days import read_day
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy import words
from app.office.policy.policy import OfficePolicy, RulesPolicy
from app.office.policy.profiles import profile
from app.office.rulebook.feature import SEE
from app.office.rulebook.queries import Line, RuleText, texts
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ValuePaper:
    """A value as it stands on the sheet; without a day it is as shipped."""

    label: str
    value: str
    valid_from: str
    approved_by: str
    source: str


@dataclass(frozen=True, slots=True)
class TextPaper:
    """A text of rules with its values, who interprets it, who approved its latest value, and since when."""

    name: str
    interpreted_by: str
    approved_by: str
    since: str
    fallback: str
    rows: tuple[ValuePaper, ...]


@dataclass(frozen=True, slots=True)
class RuleSheetPaper:
    """The rules in force on a day, ready for print."""

    office: str
    on: str
    profile: str
    interpreted_by: str
    approved_by: str
    fallback: str
    texts: tuple[TextPaper, ...]


EXAMPLE = RuleSheetPaper(
    office="",
    on="2026-11-20",
    profile="燃气公司",
    interpreted_by="客户服务部",
    approved_by="高总",
    fallback="国家法律法规及上级公司规定",
    texts=(
        TextPaper(
            "工作时间",
            "办公室",
            "高总",
            "2026-07-01",
            "国家法律法规及上级公司规定",
            (
                ValuePaper("上班时间", "08:30", "2026-07-01", "高总", "O-03"),
                ValuePaper("下班时间", "17:30", "出厂设置", "", "O-03"),
            ),
        ),
    ),
)


def documents() -> list[Document]:
    """The rule sheet: the values in force on a day (C-16, O-14, O-21)."""
    return [
        Document(
            key="rule_sheet",
            chinese="制度参数表",
            english=Text("Sheet of the office's rules"),
            papers=("a4",),
            template="print/rule_sheet.html",
            permission=SEE.name,
            load=rule_sheet,
            arguments=("on",),
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Interpreted by"), N_("Approved by")),
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of the rulebook"),
        )
    ]


def rule_sheet(_actor: Actor, _subject_id: int, on: str = "") -> RuleSheetPaper:
    """The rules as they hold on a day, today where none is given. Raises Refused for what is no day."""
    day = read_day(on.strip(), clock.today()) if on.strip() else clock.today()
    office, rules = policy.of(OfficePolicy, on=day), policy.of(RulesPolicy, on=day)
    return RuleSheetPaper(
        office=office.name,
        on=day.isoformat(),
        profile=say(profile(office.profile).label),
        interpreted_by=rules.interpreted_by,
        approved_by=rules.approved_by,
        fallback=rules.fallback,
        texts=tuple(_text(one) for one in texts(day)),
    )


def _text(text: RuleText) -> TextPaper:
    return TextPaper(
        name=say(text.label),
        interpreted_by=text.interpreted_by,
        approved_by=text.approved_by,
        since=text.since.isoformat() if text.since else _shipped(),
        fallback=text.fallback,
        rows=tuple(_value(line) for line in text.lines),
    )


def _value(line: Line) -> ValuePaper:
    one, row = line.found.one, line.row
    shown = say(words.shown(one, line.found.value))
    return ValuePaper(
        label=say(one.value.label),
        value=f"{shown} {say(one.value.unit)}" if one.value.unit else shown,
        valid_from=row.valid_from.isoformat() if row else _shipped(),
        approved_by=(row.approved_by if row else None) or "",
        source=one.value.row,
    )


def _shipped() -> str:
    return say(Text(words.ORIGINS[policy.SHIPPED]))
