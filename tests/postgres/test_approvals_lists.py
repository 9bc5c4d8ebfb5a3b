"""The lists of requests on PostgreSQL."""

import pytest

from tests.office.test_approvals_pages import *  # noqa: F403

pytestmark = pytest.mark.postgres
