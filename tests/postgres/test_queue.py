"""Visitors on PostgreSQL: the deeds that run on SQLite, and eight processes at one line."""

import pytest

from tests.crash.test_queue_races import *  # noqa: F403
from tests.reception.test_queue_deeds import *  # noqa: F403
from tests.reception.test_queue_turns import test_an_undone_end_lets_the_reception_go_on_in_the_rota_too  # noqa: F401

pytestmark = pytest.mark.postgres
