"""The verbs of routes: taking over the usual ones, drafting a revision, and letting it be approved."""

from app.complaints.circulation.service.drafting import (
    add_stage,
    change_head,
    change_stage,
    discard,
    draft,
    move_stage,
    remove_limit,
    remove_stage,
    set_limit,
)
from app.complaints.circulation.service.settling import MATTER, settle, submit_draft
from app.complaints.circulation.service.taking_over import seed

__all__ = [
    "MATTER",
    "add_stage",
    "change_head",
    "change_stage",
    "discard",
    "draft",
    "move_stage",
    "remove_limit",
    "remove_stage",
    "seed",
    "set_limit",
    "settle",
    "submit_draft",
]
