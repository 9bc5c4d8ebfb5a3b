"""Customers on PostgreSQL: found by one or two characters, by pinyin and by number, listed, imported with
their contacts, exported."""

import pytest

from tests.customers.test_files_change import *  # noqa: F403
from tests.customers.test_files_see import *  # noqa: F403
from tests.customers.test_sheets_contacts import *  # noqa: F403
from tests.customers.test_sheets_export import *  # noqa: F403
from tests.customers.test_sheets_import import *  # noqa: F403

pytestmark = pytest.mark.postgres
