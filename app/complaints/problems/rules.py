"""What holds for the daily problem list: its kinds, who may know of a line, what is counted (K-63, K-64, P-23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.text import N_, Text

ENQUIRY, SUGGESTION, COMPLAINT, TIP_OFF = "enquiry", "suggestion", "complaint", "tip_off"
KINDS = {
    ENQUIRY: N_("Asking for information"),
    SUGGESTION: N_("Suggestion"),
    COMPLAINT: N_("Complaint"),
    TIP_OFF: N_("Tip-off"),
}
COLOURS = {ENQUIRY: "blue", SUGGESTION: "green", COMPLAINT: "yellow", TIP_OFF: "red"}
WEEK, MONTH = "week", "month"
PERIODS = {WEEK: N_("By week"), MONTH: N_("By month")}
LONGEST_SPAN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewProblem:
    """A line of the list: what came up, of which kind, how often, and whose (None: nobody in particular)."""

    kind: str
    words: str
    customer_id: int | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a line that he may know of: he wrote it down, it was passed to him, he is above it."""

    wrote: bool = False
    has_it: bool = False
    oversees: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How often each kind came up in a week or month that began on `since`, and how many lines are solved."""

    since: date
    kinds: dict[str, int]
    lines: int
    solved: int

    @property
    def times(self) -> int:
        """How often anything came up."""
        return sum(self.kinds.values())


def moves(solved: bool, became_complaint: bool, kind: str, standing: Standing) -> frozenset[str]:
    """What somebody may do with a line (K-64): pass it on, solve it, count it once more, make it a complaint.

    A tip-off is no complaint: nobody but who has it, wrote it or is the general manager touches it.
    """
    if not (standing.wrote or standing.has_it or standing.oversees):
        return frozenset()
    found = {"again"}
    found |= {"pass", "solve"} if not solved else set()
    found |= {"complain"} if not became_complaint and kind != TIP_OFF else set()
    return frozenset(found)


def check_new(new: NewProblem) -> None:
    """Refuse a line without words or kind, and one that came up less than once (K-64)."""
    if new.kind not in KINDS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if not new.words.strip():
        raise Refused(Text("Please say what came up."), field="words")
    if new.times < 1:
        raise Refused(Text("It came up at least once."), field="times")


def check_span(since: date, until: date) -> None:
    """Refuse a summary that ends before it begins, and one of more than a year (P-23)."""
    if until < since:
        raise Refused(Text("The last day cannot be before the first."), field="until")
    if until - since > LONGEST_SPAN:
        raise Refused(Text("A summary holds a year at most."), field="until")


def began(day: date, period: str) -> date:
    """The first day of the week (Monday) or month in which a day lies."""
    return day - timedelta(days=day.weekday()) if period == WEEK else day.replace(day=1)


def counted(rows: Iterable[tuple[date, str, int, int, int]], period: str) -> Sequence[Count]:
    """Sums by week or month, the newest first (K-64, P-23). Rows: day, kind, times, lines, solved lines."""
    times, lines, solved = Counter[tuple[date, str]](), Counter[date](), Counter[date]()
    for day, kind, often, number, done in rows:
        since = began(day, period)
        times[since, kind] += often
        lines[since] += number
        solved[since] += done
    return [
        Count(since, {kind: times[since, kind] for kind in KINDS}, lines[since], solved[since])
        for since in sorted(lines, reverse=True)
    ]


def subject_words(kind: str, words: str, longest: int = 60) -> str:
    """What lists of others, tasks and history say of a line; of a tip-off nothing (K-63)."""
    line = next(iter(words.strip().splitlines()), "") if kind != TIP_OFF else ""
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
