"""The office on PostgreSQL: numbers, rules, calendar, imports, journal and printed papers."""

import pytest

from tests.office.test_batches_apply import *  # noqa: F403
from tests.office.test_batches_command import *  # noqa: F403
from tests.office.test_calendar_pages import (  # noqa: F401
    seeded,
    test_a_day_is_set_and_cleared_by_whoever_keeps_the_calendar,
    test_a_day_may_be_set_again,
    test_a_second_seeding_changes_nothing_that_the_office_entered,
    test_seeding_keeps_what_the_office_entered_before,
    test_the_command_takes_over_the_official_years,
)
from tests.office.test_documents_print import (  # noqa: F401
    slip,
    test_the_first_print_freezes_and_the_second_is_marked,
)
from tests.office.test_numbering_take import *  # noqa: F403

pytestmark = pytest.mark.postgres
