"""Where causes are chosen."""

from __future__ import annotations

from app.domain.text import N_

SCHEMES = {
    "factory": N_("Causes of factory complaints"),
    "property": N_("Causes of property and residents' complaints"),
    "service": N_("Causes of service complaints"),
}
