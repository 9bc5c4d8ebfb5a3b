"""The words of holds, unread reasons and outcomes, and the sentence of a held reading from its stored values."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.billing.readings.facts import Hold
from app.domain.text import N_, Text

HOLDS: Mapping[str, str] = {
    Hold.UNKNOWN_METER: N_("Unknown meter"),
    Hold.DUPLICATE: N_("Two different readings"),
    Hold.UNREAD: N_("Not read"),
    Hold.SUSPENDED: N_("Account suspended"),
    Hold.NO_TARIFF: N_("No price"),
    Hold.NEGATIVE: N_("Below the previous reading"),
    Hold.ROLLOVER_DOUBTFUL: N_("Doubtful turn of the meter"),
    Hold.ZERO: N_("No consumption"),
    Hold.SPIKE: N_("Unusually high"),
    Hold.OUTSIDE_WINDOW: N_("Outside the days of reading"),
    Hold.MISMATCH: N_("Reader and cashier differ"),
}

SENTENCES: Mapping[str, str] = {
    Hold.UNKNOWN_METER: N_("The reading names meter %(read)s; at the account hangs %(meter)s."),
    Hold.DUPLICATE: N_("Readings that differ: %(readings)s"),
    Hold.UNREAD: N_("Not read: %(why)s"),
    Hold.SUSPENDED: N_("The account is suspended."),
    Hold.NO_TARIFF: N_("No price list in force on %(day)s has a price for this use."),
    Hold.NEGATIVE: N_("%(current)s is below the previous reading %(previous)s."),
    Hold.ROLLOVER_DOUBTFUL: N_("From %(previous)s over the end of the scale to %(current)s it would be %(volume)s m³."),
    Hold.ZERO: N_("The meter still shows %(current)s."),
    Hold.SPIKE: N_("%(volume)s m³; the average of the last billed periods is %(average)s m³."),
    Hold.OUTSIDE_WINDOW: N_("Read on %(day)s; the days of reading are the %(first)s to the %(last)s of the month."),
    Hold.MISMATCH: N_("The reader has %(reader)s, the cashier %(cashier)s."),
}

# Chosen at the keyboard by minus and their place: -1 is the first.
UNREAD_REASONS: Mapping[str, str] = {
    "locked": N_("Door locked"),
    "nobody_home": N_("Nobody at home"),
    "stopped": N_("Meter stopped"),
    "illegible": N_("Meter cannot be read"),
    "blocked": N_("Meter cannot be reached"),
    "refused": N_("Entry refused"),
    "empty": N_("House is empty"),
    "other": N_("Other reason"),
}
# As readers write them (未抄原因); what stands in no list is kept as written.
AS_WRITTEN: Mapping[str, str] = {
    "门锁": "locked",
    "锁门": "locked",
    "家中无人": "nobody_home",
    "无人": "nobody_home",
    "表停": "stopped",
    "看不清": "illegible",
    "堆埋": "blocked",
    "拒抄": "refused",
    "空房": "empty",
    "其他": "other",
}

OUTCOMES: Mapping[str, str] = {"kept": N_("Kept"), "missed": N_("Missed")}


def why_unread(reason: str | None) -> Text | str:
    """The words of a stored unread reason; free text of an import stays as it was written."""
    known = UNREAD_REASONS.get(reason or "other")
    return Text(known) if known else str(reason)


def detail_of(hold: str, stored: str | None) -> Text:
    """The sentence of a held account from what `stored_detail` made."""
    values = dict(json.loads(stored)) if stored else {}
    if "why" in values:
        values["why"] = why_unread(values["why"])
    return Text(SENTENCES[hold], **values)


def stored_detail(detail: Mapping[str, str] | None) -> str | None:
    """The values of a sentence as they are stored; None for none."""
    return json.dumps(detail, ensure_ascii=False) if detail is not None else None
