"""Visitors on PostgreSQL: the very deeds that run on SQLite."""

import pytest

from tests.reception.test_queue_deeds import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
