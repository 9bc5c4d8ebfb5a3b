"""A job that moves many requests on PostgreSQL."""

import pytest

from tests.office.test_approvals_many import many, test_who_leaves_many_waiting_is_followed_by_a_job  # noqa: F401

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
