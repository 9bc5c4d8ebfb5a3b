"""The matrix of approvals on PostgreSQL, and a job that moves many requests."""

import pytest

from tests.office.test_approvals_many import many, test_who_leaves_many_waiting_is_followed_by_a_job  # noqa: F401
from tests.office.test_approvals_matrix import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
