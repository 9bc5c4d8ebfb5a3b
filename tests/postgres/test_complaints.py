"""The course of a complaint on PostgreSQL: its clocks, its stages in any order, and who inherits it."""

import pytest

from tests.complaints.test_cases_course import (  # noqa: F401
    office,
    test_all_clocks_stand_still_together_and_the_days_follow_through_severity_and_extension,
    test_nobodys_complaint_stays_with_somebody_who_left,
    test_whatever_happens_an_open_complaint_stands_at_exactly_one_stage,
)

pytestmark = pytest.mark.postgres
