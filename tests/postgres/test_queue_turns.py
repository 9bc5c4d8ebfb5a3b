"""Visitors whom the rota gives to somebody, on PostgreSQL."""

import pytest

from tests.reception.test_queue_turns import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
