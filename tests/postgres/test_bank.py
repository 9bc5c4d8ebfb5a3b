"""The bank's list on PostgreSQL: booked once, kept where its account is unknown."""

import pytest

from tests.billing.test_payments_import import *  # noqa: F403

pytestmark = pytest.mark.postgres
