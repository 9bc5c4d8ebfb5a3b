"""The rules of the office on PostgreSQL: set from a day on, known for days that are over, never changed."""

import pytest

from tests.office.test_policy_pages import (  # noqa: F401
    test_a_new_value_holds_and_says_who_and_why,
    test_a_profile_is_switched_from_a_day_on,
    test_a_value_for_later_waits_for_its_day,
    test_the_last_word_whose_day_has_come_holds,
    test_the_values_of_a_day_that_is_over_are_still_known,
    test_what_was_set_is_never_changed_in_the_database,
    trial,
)

pytestmark = pytest.mark.postgres
