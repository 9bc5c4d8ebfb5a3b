"""The main deed at a complaint: the form of the stage where it stands, and what else is offered or missing there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.complaints.cases import asked_fields, kinds, moves
from app.complaints.cases import fields as of
from app.complaints.cases.ending import gates
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.page import Case, CasePage
from app.complaints.cases.service.passing import together
from app.complaints.cases.service.placing import columns_of
from app.complaints.causes.queries import cause_choices
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import stages_of as stages_of_route
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.staff.queries import department_choices
from app.web.fields import ChoiceField, NoteField
from app.web.forms import VersionFields


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next at a complaint for this user: the form that asks for the fields (`keys`) of the stages that are
    filled in together."""

    form: Any
    stages: Sequence[RouteStage]
    keys: Sequence[str]

    @property
    def led_by_paper(self) -> bool:
        """Whether a paper comes before passing it on: the decision, or the answer to the customer."""
        return bool(self.stages) and self.stages[0].kind in (moves.DECISION, moves.ANSWER)

    @property
    def closes(self) -> bool:
        """Whether the stage is the one that closes."""
        return bool(self.stages) and self.stages[0].kind == moves.CLOSE


@dataclass(frozen=True, slots=True)
class Written:
    """A field of a complaint that holds something: its label, and its value as words or data."""

    field: of.CaseField
    value: Any


def next_of(case: Case) -> Next | None:
    """What comes next; None where it is over or not this user's to act on."""
    if case.here is None or not case.seat.may_move:
        return None
    stages = stages_of(case)
    keys = asked(stages)
    return Next(stage_form(case, stages, keys), stages, keys)


def offers(one: Complaint, actor: Actor) -> list[kinds.Step]:
    """The deeds that other features offer this user where an open complaint stands, the main ones first."""
    stage = _here(one)
    return kinds.complaint_steps(one.id, stage.kind, actor) if stage is not None else []


def stages_of(case: Case) -> list[RouteStage]:
    """The stages that are filled in on one page with the one where it stands, itself first (K-67)."""
    keys = together(case.one, case.stages)
    return [stage for stage in case.stages if stage.key in keys]


def asked(stages: Sequence[RouteStage]) -> list[str]:
    """The fields that these stages ask for, each once, in their order."""
    return list(dict.fromkeys(key for stage in stages for key in (*stage.asks, *stage.needs) if key in of.FIELDS))


def stage_form(case: Case, stages: Sequence[RouteStage], keys: Sequence[str]) -> Any:
    """The form of these stages with what is written already, an opinion, and where it goes if there is a choice."""
    one, needs = case.one, {key for stage in stages for key in stage.needs}
    kinds_asked = {of.FIELDS[key].kind for key in keys}
    lists = asked_fields.Lists(
        department_choices(keep=one.responsible_department_id) if of.DEPARTMENT in kinds_asked else [],
        cause_choices(case.route.cause_scheme, keep=one.cause_id) if of.CAUSE in kinds_asked else [],
    )
    onward = moves.targets(case.stages, stages[-1].key)
    more = partial(_more, onward, closes=stages[0].kind == moves.CLOSE)
    made = asked_fields.form_of(keys, needs, lists, VersionFields, more=more)
    return made(data={"version": one.version, **asked_fields.typed(keys, one)})


def why_not(one: Complaint) -> list[Text]:
    """Why the stage where it stands cannot be left now, or the complaint not be closed."""
    stage = _here(one)
    if stage is None:
        return []
    if stage.kind != moves.CLOSE:
        return kinds.stage_obstacles(one.id, stage.kind, stage.key)
    return [*gates(columns_of(one)), *kinds.closing_obstacles(one.id)]


def written(page: CasePage) -> dict[str, list[Written]]:
    """What is known of a complaint, by the groups of the catalogue; empty fields are left out."""
    found: dict[str, list[Written]] = {group: [] for group in of.GROUPS}
    for key, field in of.FIELDS.items():
        value = _value(field, getattr(page.case.one, key), page)
        if value not in (None, "") and not (key in asked_fields.PLAIN_BOXES and value is False):
            found[field.group].append(Written(field, value))
    return found


def _here(one: Complaint) -> RouteStage | None:
    return next((stage for stage in stages_of_route(one.route_id) if stage.key == one.stage_key), None)


def _value(field: of.CaseField, value: Any, page: CasePage) -> Any:
    if value is None:
        return None
    if field.kind == of.CAUSE:
        return page.names.causes.get(value)
    return page.names.departments.get(value) if field.kind == of.DEPARTMENT else value


def _more(onward: Sequence[moves.Stage], *, closes: bool) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if not closes:
        more["opinion"] = NoteField(N_("Remark for the office only"), required=False)
    if len(onward) > 1:
        choices = [(stage.key, stage.name) for stage in onward]
        more["to"] = ChoiceField(N_("Pass it on to"), choices=choices, default=choices[0][0], translate=False)
    return more
