"""What brought a complaint: a visit, a call, an order of service, which features beside and above this one keep.

Hook `complaint_origin(subject, actor) -> {name: value} | None`: what is known of whoever came by a subject such as
"visit:12", for who may know of it; None for subjects of others and for what this actor may not see. The values:
`contact_name`, `contact_phone`, `customer_id`, `facts` (what was said), `channel` (as complaints call it), and for the
page of the complaint `label` (Text) and `url`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.actor import Actor
from app.web import registry
from app.web.converters import id_typed

KINDS = ("visit", "call", "service_order", "problem")
PREFILLED = ("contact_name", "contact_phone", "customer_id", "facts", "channel")


def origin(subject: str | None, actor: Actor) -> Mapping[str, Any] | None:
    """What is known of a subject that brought a complaint; None where nobody may say."""
    if not subject:
        return None
    asked = (ask(subject, actor) for ask in registry.asked("complaint_origin"))
    return next((found for found in asked if found is not None), None)


def subject_in(args: Mapping[str, Any]) -> str | None:
    """The subject that the address of the form names: ?visit=12, ?call=7; None for none."""
    named = ((kind, id_typed(args.get(kind))) for kind in KINDS)
    return next((f"{kind}:{number}" for kind, number in named if number), None)
