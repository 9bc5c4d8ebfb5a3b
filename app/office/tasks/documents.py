"""The sheet of a command (工作指令单) as a printable form: the six parts, the result, and the giver's look at it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.office.tasks import queries, rules
from app.office.tasks.queries.lists import Line
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class CommandPaper:
    """A command ready for print: every field is written as it stands on the paper."""

    number: str
    office: str
    given_by: str
    given_on: str
    way: str
    who: str
    due_on: str
    place: str
    what: str
    plan: str
    control: str
    result: str
    ended: str
    state: str


EXAMPLE = CommandPaper(
    number="ZL2611-001",
    office="",
    given_by="白管",
    given_on="2026-11-20",
    way="书面",
    who="苏销",
    due_on="2026-11-27",
    place="红旗街道湖西路 5 号，小区物业办公室",
    what="核对小区 2 单元的用户资料，补齐缺少的联系电话。",
    plan="20 日领取名单；23 日至 25 日逐户走访；26 日录入系统；27 日交回名单。",
    control="每天 17:00 报进度；交回时抽查十户，电话能打通为合格。",
    result="走访 32 户，补齐电话 30 个，2 户无人，已留便条。",
    ended="2026-11-27 15:30",
    state="已确认",
)


def documents() -> list[Document]:
    """The sheet of a command; it shows the state of the day, because it goes along until the giver has looked."""
    return [
        Document(
            key="command",
            chinese="工作指令单",
            english=Text("Command sheet"),
            papers=("a4",),  # six parts in free words do not fit on less
            template="print/command.html",
            permission=SIGNED_IN,
            load=command,
            official=False,
            copies=("下达人联", "执行人联"),
            example=lambda: EXAMPLE,
            signatures=(N_("Given by"), N_("Carried out by"), N_("Looked at by")),
            paged=True,
            used=Text("On the page of a command"),
        )
    ]


def command(actor: Actor, subject_id: int) -> CommandPaper:
    """The sheet of a command by its task's id. Raises NoResultFound for what this actor may not know of (S-13)."""
    shown = queries.shown(subject_id, actor)
    task, words = shown.line.task, shown.command
    if words is None:
        raise NoResultFound(f"task {subject_id} is no command")
    return CommandPaper(
        number=words.number,
        office=policy.of(OfficePolicy).name,
        given_by=task.given_by,
        given_on=clock.local(task.made_at).date().isoformat(),
        way=say(Text(rules.FORMS[words.form])),
        who=_who(shown.line),
        due_on=task.due_on.isoformat() if task.due_on else "",
        place=words.place,
        what=words.what,
        plan=words.plan,
        control=words.control,
        result=task.result or "",
        ended=f"{clock.local(task.ended_at):%Y-%m-%d %H:%M}" if task.ended_at else "",
        state=say(Text(rules.STATES[task.state])),
    )


def _who(line: Line) -> str:
    if line.task.staff_id is not None:
        return line.person or ""
    role = say(Text(line.role)) if line.role_key and line.role else line.role or ""
    return f"{role} {line.department or ''}".strip()
