"""From the address of the list of cases to what is wanted, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.actor import Actor
from app.office.conduct.forms import OWN_RULE, FilterForm
from app.office.conduct.kinds import conduct_rules
from app.office.conduct.queries.cases import Wanted, people_in_cases

NAMES = ("person", "state", "rule", "sanction", "since", "until")


def rule_choices() -> list[tuple[str, str]]:
    """The rules that can be broken, as choices: key and msgid."""
    return [*((key, rule.label.msgid) for key, rule in conduct_rules().items()), OWN_RULE]


def read(args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Wanted | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.person.choices = people_in_cases(actor)
    form.rule.choices = rule_choices()
    form.validate()
    if form.errors:
        return form, None
    return form, Wanted(
        form.state.data, form.rule.data, form.sanction.data, form.person.data, form.since.data, form.until.data
    )  # fmt: skip


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}
