"""Real processes at one PostgreSQL at the same moment."""

import pytest

from tests.ground.test_processes import *  # noqa: F403

pytestmark = pytest.mark.postgres
