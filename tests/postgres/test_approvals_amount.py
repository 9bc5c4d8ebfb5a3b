"""Amounts, and requests that become void, on PostgreSQL."""

import pytest

from tests.office.test_approvals_amount import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
