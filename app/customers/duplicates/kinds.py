"""What stands above adds to what customers are compared by.

Hook `duplicate_keys(ids) -> [(customer_id, kind, value, source)]` is asked with the ids of customers, for all of them
at once: `kind` is a kind of app/customers/duplicates/rules.py, `source` what it was made of, such as "account:12".
Whoever hangs it up calls app.customers.files.kinds.saved(ids) when what it answers has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.web import registry

Found = tuple[int, str, str, str]


def more_keys(ids: Sequence[int]) -> Iterator[Found]:
    """The keys that other features have for these customers: customer, kind, value, source."""
    for ask in registry.hooked("duplicate_keys"):
        yield from ask(ids)
