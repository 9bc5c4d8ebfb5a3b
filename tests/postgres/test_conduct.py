"""Conduct on PostgreSQL: decisions, bonuses and months, also where two act at once."""

import pytest

from tests.office.test_conduct_bonuses import (  # noqa: F401
    test_an_import_that_is_taken_back_no_longer_counts,
    test_bonuses_come_from_a_sheet,
    test_bonuses_with_which_a_month_was_settled_are_not_taken_back,
    test_points_are_summed_by_department,
    test_points_hold_from_their_day_on,
)
from tests.office.test_conduct_cases import (  # noqa: F401
    test_a_case_that_changed_meanwhile_is_not_proposed_again,
    test_a_decision_makes_the_deduction,
    test_an_appeal_that_is_granted_lifts_the_sanction_by_an_opposite_row,
    test_cases_stay_when_a_case_is_decided_twice_at_once,
    test_lifted_and_refused_cases_are_not_counted,
)
from tests.office.test_conduct_months import *  # noqa: F403

pytestmark = pytest.mark.postgres
