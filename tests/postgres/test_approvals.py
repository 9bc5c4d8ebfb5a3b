"""Approvals on PostgreSQL: decisions, and people who change while requests wait."""

import pytest

from tests.office.test_approvals_decide import *  # noqa: F403
from tests.office.test_approvals_people import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
