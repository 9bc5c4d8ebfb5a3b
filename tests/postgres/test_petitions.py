"""Petitions on PostgreSQL."""

import pytest

from tests.office.test_petitions_send import *  # noqa: F403

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("posts")]
