"""Examples of classification schemes, offered to whoever sets up an office; nothing of them is there by itself."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.text import N_


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a scheme: msgids of its name, its product and its classes, and the profiles that it is for.

    Where `profiles` is empty it is for every office.
    """

    key: str
    name: str
    classes: tuple[str, ...]
    product: str | None = None
    profiles: frozenset[str] = frozenset()


SHOWROOMS = frozenset({"showroom_a", "showroom_b"})
EXAMPLES = (
    Example(  # D-24
        "gas_use",
        N_("Customers by use of gas"),
        (N_("Residents"), N_("Public welfare"), N_("Business and industry")),
        N_("Gas"),
        frozenset({"gas"}),
    ),
    Example(  # D-24
        "stars",
        N_("Customers by stars"),
        (N_("Five stars"), N_("Four stars"), N_("Three stars"), N_("Two stars"), N_("One star")),
        profiles=SHOWROOMS,
    ),
    Example(  # C-65
        "other_products",
        N_("Customers of other products"),
        (
            N_("Direct customer: uses the product itself"),
            N_("Exclusive agent: sells only ours in an area"),
            N_("Dealer: sells competitors' products as well"),
        ),
    ),
    Example(  # C-61
        "sales_object",
        N_("Customers by sales object"),
        (N_("Dealer"), N_("Direct customer")),
        N_("Polyolefins"),
    ),
    Example(  # C-61
        "sales_form",
        N_("Customers by form of sale"),
        (N_("Online auction customer"), N_("Plan customer")),
        N_("Polyolefins"),
    ),
)
