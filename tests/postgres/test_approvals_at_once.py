"""Several processes at one request on PostgreSQL, at the same moment."""

import pytest

from tests.office.test_approvals_at_once import *  # noqa: F403

pytestmark = pytest.mark.postgres
