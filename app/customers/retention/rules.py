"""What of a customer is personal, what goes when it is erased, and what must stay: pure (M-43, C-19, C-20)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from app.customers.files.rules import PERSON
from app.domain.errors import Refused
from app.domain.text import N_, Text

ASKED, DONE, REFUSED, WITHDRAWN = "asked", "done", "refused", "withdrawn"
STATES: Mapping[str, str] = {
    ASKED: N_("Erasure asked for"),
    DONE: N_("Erased"),
    REFUSED: N_("Refused"),
    WITHDRAWN: N_("Withdrawn"),
}
COLOURS: Mapping[str, str] = {ASKED: "yellow", DONE: "green", REFUSED: "red", WITHDRAWN: "secondary"}
GONE = "已删除"  # stands in place of words that must not be empty: data, the same in every language

# The law protects persons. Of a company its name, address and code stay; who speaks for it goes.
OF_FILE: Mapping[bool, tuple[str, ...]] = {
    True: ("nature", "supervising_unit", "address", "contact", "phone", "uscc", "note"),
    False: ("contact", "phone", "note"),
}
# Columns that name a person wherever they stand, in the rows of a customer.
NAMING = frozenset({
    "name", "phone", "mobile", "email", "address", "contact", "customer_name", "counterpart_name", "payer", "relation",
})  # fmt: skip
# Words that are about the person as a whole, by table: they go even where they repeat nothing of the file.
WORDS: Mapping[str, tuple[str, ...]] = {
    "contacts": ("post", "birthday", "preferences", "note"),
    "consultations": ("family", "income", "preferences", "house_address", "wishes"),
    "correspondence": ("reason", "course", "result", "asked", "answer"),
    "contact_reports": ("spoke_with", "joined_by", "content", "agreed", "next_what"),
    "papers": ("number", "issuer", "note"),
    "complaints": ("contact_name", "contact_phone"),
}
EMPTIED = ("duplicate_keys", "duplicate_pairs", "invoicing_data")
# Of a company only what speaks of persons goes.
OF_PERSONS_ONLY = frozenset({"gas_accounts", "papers", "consultations", "invoicing_data", "duplicate_keys"})
KEPT: Mapping[str, str] = {
    "statements": N_("Slips that were posted are accounting records and are kept as the law on accounting asks."),
    "payments": N_("Payments are accounting records and are kept as the law on accounting asks."),
    "expense_claims": N_("Expense claims are accounting records and are kept as the law on accounting asks."),
    "contracts": N_("Contracts and their scans are kept as long as claims may arise from them."),
    "history": N_("History can never be changed. It keeps old values; the program shows none of them any more."),
    "claim_evidence": N_("Evidence of who received whom can never be changed."),
    "admission_steps": N_("Decisions on admission can never be changed."),
    "owner_spells": N_("The ledger of who looked after whom names members of staff only."),
}
FROZEN = N_("These rows can never be changed.")
KEPT_PAPERS = N_("Printed slips and receipts are accounting records; other printed papers lose the personal words.")
ACCOUNTING_PAPERS = ("statement", "receipt")
LEAST = 2  # a single sign stands everywhere


def check_request(ground: str, asked_how: str, asked_on: date, today: date) -> None:
    """Refuse a request that says nothing, or that was asked on a day to come."""
    if not asked_how.strip():
        raise Refused(Text("Say how the customer asked: by letter, at the desk, by whom."), field="asked_how")
    if not ground.strip():
        raise Refused(Text("Say what the customer asks for and why."), field="ground")
    if asked_on > today:
        raise Refused(Text("This day is still to come."), field="asked_on")


def check_decision(state: str, entered_by: int | None, staff_id: int | None, may_erase: bool) -> None:
    """Refuse a decision on what is decided, without the right, and by whoever entered the request: four eyes."""
    if state != ASKED:
        raise Refused(Text("This request is decided already."))
    if not may_erase:
        raise Refused(Text("Only who holds the right to erase decides on it."))
    if staff_id is not None and staff_id == entered_by:
        raise Refused(Text("You entered this request yourself. Another person has to decide on it."))


def name_after(kind: str, number: str, name: str) -> str:
    """What a file is called afterwards: a person 已删除 and his number, a company as before."""
    return f"{GONE} {number}" if kind == PERSON else name


def secrets_of(values: Iterable[Any]) -> list[str]:
    """The personal words to look for, the longest first; telephone numbers each for itself, without extension."""
    parts = {part.strip() for value in values if value for part in re.split("[、;；]", str(value))}
    bare = {part.partition("转")[0] for part in parts if re.match(r"[\d+]", part)}
    return sorted((one for one in parts | bare if len(one) >= LEAST), key=lambda one: (-len(one), one))


def without(value: Any, secrets: Collection[str]) -> Any:
    """A stored value, text or JSON, in which every personal word is replaced."""
    match value:
        case str():
            for secret in secrets:
                value = value.replace(secret, GONE)
            return value
        case dict():
            return {name: without(one, secrets) for name, one in value.items()}
        case list():
            return [without(one, secrets) for one in value]
    return value


def changes_without(changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Changes of fields, as a filing keeps them, of which only stays that the field was changed."""
    return [
        {**one, "old": GONE if one.get("old") else None, "new": GONE if one.get("new") else None} for one in changes
    ]


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 28 February for a 29th that year has not."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
