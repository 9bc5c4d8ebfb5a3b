"""Looking through all files for customers who may be one: every night, and whenever somebody asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from sqlalchemy import Select, delete, func, insert, or_, select, tuple_

from app.columns import table_of
from app.customers.duplicates import keys
from app.customers.duplicates.finding import COLUMNS
from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.duplicates.policy import BLOCK, HINT, WARN, DuplicatePolicy
from app.customers.duplicates.queries import OPEN
from app.customers.duplicates.rules import ADDRESS, GROUNDS, Key, Likeness, barred, level, likeness
from app.customers.duplicates.service import KIND, SUBJECT
from app.customers.files.models import Customer
from app.customers.files.queries import present
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy import queries as policy
from app.unit_of_work import current_work

T = TypeVar("T")
Pair = tuple[int, int]
_AT_ONCE = 200
_SUNDAY = 6


def ask_once_a_day() -> None:
    """Ask for the look in the night, also after the program was down (hook `every_minute`)."""
    daily.ask_once_a_day(KIND, SUBJECT, from_hour=3)


def find(running: Running) -> dict[str, Any]:
    """Make the keys that are lacking, compare whoever shares one, and drop open pairs that have nothing in common.

    In short units; what is done twice after an interruption comes out the same.
    """
    rules = policy.of(DuplicatePolicy)
    lacking = _customers_without_keys(again=_everything_anew(running.arguments))
    db.session.rollback()
    running.expect(len(lacking))
    # Taken up again, the list is shorter by what is done, and is begun anew.
    running.in_units(lacking, keys.write, key=f"keys of {len(lacking)}")
    shared, open_pairs = _shared(rules), _open_pairs()
    running.expect(len(lacking) + len(shared) + len(open_pairs))
    done = len(lacking)
    for part in _parts(shared):
        found, done = _alike_in(part, rules), done + len(part)
        with running.unit(done=done):
            _store(found)
    for pairs in _parts(open_pairs):
        gone, done = _no_more_alike(pairs, rules), done + len(pairs)
        with running.unit(done=done):
            _drop(gone)
    return {"open": len(_open_pairs()), "go_on": ["duplicates.listing", {}]}


def _everything_anew(arguments: Mapping[str, Any]) -> bool:
    """On Sundays, and where somebody wants it: that mends what was not told to us."""
    day = arguments.get("day")
    return bool(arguments.get("again")) or (day is not None and date.fromisoformat(day).weekday() == _SUNDAY)


def listed(like: Likeness, rules: DuplicatePolicy) -> bool:
    """Tell whether a pair stands on the list: what is warned of or refused, mere hints where the office wants them."""
    return level(like, rules) in _levels(rules)


def _levels(rules: DuplicatePolicy) -> tuple[str, ...]:
    return (BLOCK, WARN, HINT) if rules.list_hints else (BLOCK, WARN)


def _customers_without_keys(*, again: bool) -> list[int]:
    query = select(Customer.id).where(Customer.merged_into_id.is_(None)).order_by(Customer.id)
    if not again:
        query = query.where(~select(DuplicateKey.customer_id).where(DuplicateKey.customer_id == Customer.id).exists())
    return list(db.session.scalars(query))


def _shared(rules: DuplicatePolicy) -> list[Key]:
    """The values that more than one customer has, but not more than say something; of kinds that lead to the list."""
    kinds = [kind for kind in GROUNDS if getattr(rules, kind) in _levels(rules)]
    if rules.pinyin_and_address in _levels(rules):
        kinds.append(ADDRESS)  # far fewer share an address than a sound
    many = func.count(func.distinct(DuplicateKey.customer_id))
    query = select(DuplicateKey.kind, DuplicateKey.value).where(DuplicateKey.kind.in_(kinds))
    query = query.group_by(DuplicateKey.kind, DuplicateKey.value).having(many.between(2, rules.most_in_common))
    rows = db.session.execute(query.order_by(DuplicateKey.kind, DuplicateKey.value))
    never = barred(rules.never)
    return [(row.kind, row.value) for row in rows if row.value not in never]


def _open_pairs() -> list[Pair]:
    query = select(DuplicatePair.first_id, DuplicatePair.second_id).where(DuplicatePair.state == OPEN)
    return [(row.first_id, row.second_id) for row in db.session.execute(query.order_by(DuplicatePair.id))]


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """What is read and compared at once, before the short unit in which the result is written."""
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))


def _alike_in(part: Sequence[Key], rules: DuplicatePolicy) -> list[tuple[Pair, Likeness]]:
    values: dict[str, list[str]] = defaultdict(list)
    for kind, value in part:
        values[kind].append(value)
    these = or_(*((DuplicateKey.kind == kind) & DuplicateKey.value.in_(some) for kind, some in values.items()))
    query = select(DuplicateKey.kind, DuplicateKey.value, DuplicateKey.customer_id).where(these).distinct()
    groups: dict[Key, list[int]] = defaultdict(list)
    for kind, value, customer_id in db.session.execute(query.order_by(DuplicateKey.customer_id)):
        groups[(kind, value)].append(customer_id)
    pairs = sorted({pair for members in groups.values() for pair in combinations(members, 2)})
    return [(pair, like) for pair, like in _compared(pairs, rules) if listed(like, rules)]


def _no_more_alike(pairs: Sequence[Pair], rules: DuplicatePolicy) -> list[Pair]:
    alike = {pair for pair, like in _compared(pairs, rules) if listed(like, rules)}
    return [pair for pair in pairs if pair not in alike]


def _drop(gone: Sequence[Pair]) -> None:
    """Take pairs off the list that have nothing in common any more. What somebody decided stays."""
    if gone:
        first = DuplicatePair.first_id.in_({pair[0] for pair in gone})
        these = first & tuple_(DuplicatePair.first_id, DuplicatePair.second_id).in_(gone)
        query = delete(DuplicatePair).where(these, DuplicatePair.state == OPEN, _both_present())
        current_work().session.execute(query.execution_options(synchronize_session=False))


def _both_present() -> Any:
    """Pairs with a file that is made one with another rest: when that is undone, they are there again."""
    there = select(Customer.id).where(present())
    return DuplicatePair.first_id.in_(there) & DuplicatePair.second_id.in_(there)


def _compared(pairs: Sequence[Pair], rules: DuplicatePolicy) -> Iterator[tuple[Pair, Likeness]]:
    ids = sorted({one for pair in pairs for one in pair})
    files, found = _files(ids), _keys(ids, barred(rules.never))
    for one, other in pairs:
        if one in files and other in files:
            kinds = {kind for kind, _ in found[one] & found[other]}
            yield (one, other), likeness(kinds, files[one], files[other])


def _files(ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    query: Select[Any] = select(Customer.id, *(getattr(Customer, name) for name in COLUMNS))
    rows = db.session.execute(query.where(Customer.id.in_(ids), present()).order_by(Customer.id))
    return {row.id: {name: getattr(row, name) for name in COLUMNS} for row in rows}


def _keys(ids: Sequence[int], never: set[str]) -> Mapping[int, set[Key]]:
    query = select(DuplicateKey.customer_id, DuplicateKey.kind, DuplicateKey.value)
    found: dict[int, set[Key]] = defaultdict(set)
    for customer_id, kind, value in db.session.execute(query.where(DuplicateKey.customer_id.in_(ids))):
        if value not in never:
            found[customer_id].add((kind, value))
    return found


def _store(pairs: Sequence[tuple[Pair, Likeness]]) -> None:
    """Write pairs down that nobody has seen; of open ones what they share may have changed."""
    if not pairs:
        return
    work, ids = current_work(), [pair for pair, _ in pairs]
    query = select(DuplicatePair).where(DuplicatePair.first_id.in_({pair[0] for pair in ids}))
    known = {(one.first_id, one.second_id): one for one in work.session.scalars(query)}
    for pair, like in pairs:
        seen = known.get(pair)
        if seen is not None and seen.state == OPEN:
            seen.score, seen.grounds = like.score, _grounds(like)
    fresh = [_row(pair, like) for pair, like in pairs if pair not in known and not _settled(*pair)]
    if fresh:
        work.session.execute(insert(table_of(DuplicatePair)), fresh)


def _settled(one: int, other: int) -> bool:
    """Whether somebody decided about files that were made one with these."""
    ours = select(Customer.id).where(or_(Customer.id == one, Customer.merged_into_id == one))
    theirs = select(Customer.id).where(or_(Customer.id == other, Customer.merged_into_id == other))
    first, second = DuplicatePair.first_id, DuplicatePair.second_id
    between = or_(first.in_(ours) & second.in_(theirs), first.in_(theirs) & second.in_(ours))
    query = select(DuplicatePair.id).where(between, DuplicatePair.state == "different").limit(1)
    return db.session.scalar(query) is not None


def _row(pair: Pair, like: Likeness) -> dict[str, Any]:
    common = {"state": OPEN, "found_at": current_work().at, "reason": None, "decided_by": None, "decided_at": None}
    return {"first_id": pair[0], "second_id": pair[1], "score": like.score, "grounds": _grounds(like), **common}


def _grounds(like: Likeness) -> list[str]:
    return [kind for kind in GROUNDS if kind in like.shared]
