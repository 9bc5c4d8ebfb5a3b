"""Deadlines on PostgreSQL: worked out anew every night, after a change of the calendar, for whom has left."""

import pytest

from tests.office.test_deadlines_nightly import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
