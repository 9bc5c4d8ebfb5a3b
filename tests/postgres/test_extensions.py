"""Extensions of deadlines on PostgreSQL."""

import pytest

from tests.office.test_extensions_ask import *  # noqa: F403

pytestmark = pytest.mark.postgres
