"""Eight processes at one line of visitors, on PostgreSQL."""

import pytest

from tests.crash.test_queue_races import *  # noqa: F403

pytestmark = pytest.mark.postgres


@pytest.fixture
def crowd() -> int:
    """Here a lock has a queue, so that all eight meet at every single call: fewer calls are as telling."""
    return 120
