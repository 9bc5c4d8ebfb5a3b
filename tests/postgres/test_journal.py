"""The journal on PostgreSQL: written by every deed, never changed, searched and paged."""

import pytest

from tests.office.test_history_record import *  # noqa: F403
from tests.office.test_journal_show import *  # noqa: F403

pytestmark = pytest.mark.postgres
