"""Eight processes at one line of visitors, on PostgreSQL."""

import pytest

from tests.crash.test_queue_races import *  # noqa: F403

pytestmark = pytest.mark.postgres
