"""From the rows of the form of a judgement to its shares, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.complaints.cases.models import Complaint
from app.complaints.liability import queries, rules
from app.complaints.liability.forms import PARTS, ROWS
from app.complaints.liability.queries import ShareLine
from app.complaints.liability.rules import NewShare
from app.domain.errors import Refused
from app.domain.money import Rate
from app.domain.names import tidy
from app.domain.text import Text
from app.office.conduct.queries.money import people_called
from app.office.staff.queries import department_choices

APART = re.compile("[、,，;；]+")
People = Mapping[str, Sequence[tuple[int, str]]]


def shares_typed(form: Any) -> list[NewShare]:
    """The rows that were filled in, in order. Raises Refused beside the field that is wrong."""
    people = people_called()
    return [_share(form, n, people) for n in ROWS if any(form[f"{part}_{n}"].data for part in PARTS)]


def names() -> list[str]:
    """What may be typed for who: everybody by name, with the department where two are called so, and departments."""
    people = people_called()
    known = [name if len(found) == 1 else f"{name} {home}" for name, found in people.items() for _, home in found]
    return [*sorted(known), *(name for _, name in department_choices())]


def usual(case: Complaint) -> dict[str, Any]:
    """What stands in the rows first: who is advised with everything (K-41, K-47, K-48), and a supplier with his share
    that the case names (K-23)."""
    manufacturing = queries.is_manufacturing(case.responsible_department_id)
    theirs = case.supplier_share or 0 if case.supplier else 0
    group = {"who_0": case.shift, "members_0": case.operators} if manufacturing and case.shift else {}
    first = {
        "bearer_0": rules.advised(manufacturing=manufacturing, found=bool(case.shift) or not manufacturing),
        "cause_0": case.cause_id,
        "share_0": Rate(rules.WHOLE - theirs) if theirs < rules.WHOLE else None,
    }
    supplier = {"bearer_1": rules.SUPPLIER, "who_1": case.supplier, "share_1": Rate(theirs)} if theirs else {}
    return {**first, **group, **supplier}


def as_typed(lines: Sequence[ShareLine]) -> dict[str, Any]:
    """The rows of an earlier judgement, to be changed."""
    found: dict[str, Any] = {}
    for n, line in zip(ROWS, lines, strict=False):
        people = "、".join(one.name for one in line.members) if line.share.bearer == rules.GROUP else None
        values = (line.share.bearer, line.who or None, people, line.share.cause_id, line.share.share)
        found |= {f"{part}_{n}": value for part, value in zip(PARTS, values, strict=True)}
    return found


def _share(form: Any, n: int, people: People) -> NewShare:
    bearer, who, members, cause_id, share = (form[f"{part}_{n}"].data for part in PARTS)
    if share is None:
        raise Refused(Text("Please fill this in."), field=f"share_{n}")
    try:
        new = NewShare(bearer or "", share, cause_id=cause_id, **_bearer(bearer, who or "", members or "", people))
        rules.check_share(new)
    except Refused as refused:
        raise Refused(refused.text, field=f"{refused.field or 'who'}_{n}") from None
    return new


def _bearer(bearer: str | None, who: str, members: str, people: People) -> dict[str, Any]:
    if bearer == rules.PERSON:
        return {"staff_id": _person(who, people, "who")} if who else {}
    if bearer in (rules.SECTION, rules.DEPARTMENT):
        return {"department_id": _department(who)} if who else {}
    if bearer == rules.GROUP:
        named = [tidy(one) for one in APART.split(members) if tidy(one)]
        return {"name": who or None, "members": tuple(dict.fromkeys(_person(one, people, "members") for one in named))}
    return {"name": who or None} if bearer == rules.SUPPLIER else {}


def _person(typed: str, people: People, field: str) -> int:
    name, _, home = typed.partition(" ")
    found = people.get(typed) or [one for one in people.get(name, ()) if one[1] == home]
    if not found:
        raise Refused(Text("Nobody here is called %(name)s.", name=typed), field=field)
    if len(found) > 1:
        like = f"{typed} {found[0][1]}"
        raise Refused(Text("More than one is called %(name)s. Write %(like)s.", name=typed, like=like), field=field)
    return found[0][0]


def _department(typed: str) -> int:
    found = next((key for key, name in department_choices() if name == typed), None)
    if found is None:
        raise Refused(Text("There is no department called %(name)s.", name=typed), field="who")
    return int(found)
