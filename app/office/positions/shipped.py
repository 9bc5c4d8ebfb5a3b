"""The positions that the program ships. Chains of approval and ladders of deadlines name them by their key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.text import N_


@dataclass(frozen=True, slots=True)
class ShippedPosition:
    """A position as it is taken over: `name` is a msgid, the higher the `rank` the higher it stands."""

    name: str
    rank: int
    heads: bool = False


SHIPPED: Mapping[str, ShippedPosition] = {
    "general_manager": ShippedPosition(N_("General manager"), 100),
    "deputy_general_manager": ShippedPosition(N_("Deputy general manager"), 90),
    "sales_director": ShippedPosition(N_("Sales director"), 70),
    "department_manager": ShippedPosition(N_("Department manager"), 60, heads=True),
    "office_head": ShippedPosition(N_("Head of the general office"), 60, heads=True),
    "finance_manager": ShippedPosition(N_("Finance manager"), 60, heads=True),
    "store_manager": ShippedPosition(N_("Store manager"), 60, heads=True),
    "development_director": ShippedPosition(N_("Director of development"), 60, heads=True),
    "sales_manager": ShippedPosition(N_("Sales manager"), 50),
    "project_manager": ShippedPosition(N_("Project manager"), 45),
    "site_manager": ShippedPosition(N_("Person in charge of sales on site"), 40),
    "site_supervisor": ShippedPosition(N_("Site supervisor"), 40),
    "sales_supervisor": ShippedPosition(N_("Sales supervisor"), 35),
    "service_supervisor": ShippedPosition(N_("Service supervisor"), 35),
    "sales_team_leader": ShippedPosition(N_("Sales team leader"), 30),
    "coordinating_assistant": ShippedPosition(N_("Coordinating assistant"), 20),
    "price_committee": ShippedPosition(N_("Member of the price and customer committee"), 10),
}


def says(key: str | None, name: str) -> bool:
    """True where a position still has its shipped name, which is shown in the reader's language."""
    return key is not None and key in SHIPPED and SHIPPED[key].name == name
