"""The reading month on PostgreSQL: planned, entered, imported and accepted."""

import pytest

from tests.billing.test_readings_enter import *  # noqa: F403
from tests.billing.test_readings_import import *  # noqa: F403
from tests.billing.test_readings_import import _priced  # noqa: F401
from tests.billing.test_readings_plan import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
