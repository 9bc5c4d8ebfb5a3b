"""Deadlines on PostgreSQL: the list with its filters, who may know of what, slips and ladders."""

import pytest

from tests.office.test_deadlines_pages import *  # noqa: F403

pytestmark = [pytest.mark.postgres]
