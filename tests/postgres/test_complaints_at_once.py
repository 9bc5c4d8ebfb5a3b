"""Several processes at complaints on PostgreSQL, at the same moment."""

import pytest

from tests.complaints.test_cases_at_once import *  # noqa: F403

pytestmark = pytest.mark.postgres
