"""What every page asks of the office: its name, its language, and which features its profile switches on."""

from __future__ import annotations

from flask import g, has_app_context

from app.office.policy import queries
from app.office.policy.policy import OfficePolicy
from app.office.policy.profiles import profile


def office() -> OfficePolicy:
    """The office's own values, read once for each request."""
    if "office" not in g:
        g.office = queries.of(OfficePolicy)
    found: OfficePolicy = g.office
    return found


def is_on(feature: str) -> bool:
    """Tell whether the profile uses this feature."""
    return feature not in profile(office().profile).off


def office_language() -> str | None:
    """The language of the office; None before its first start."""
    return office().language if has_app_context() else None
