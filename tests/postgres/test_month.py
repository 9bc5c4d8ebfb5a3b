"""The month of slips on PostgreSQL: drafted, posted, delivered, corrected and paid, also by several at once."""

import pytest

from tests.billing.test_gas_month_office import *  # noqa: F403
from tests.billing.test_receivables_money import *  # noqa: F403
from tests.billing.test_statements_correct import *  # noqa: F403
from tests.billing.test_statements_deliver import *  # noqa: F403
from tests.billing.test_statements_meanwhile import *  # noqa: F403
from tests.billing.test_statements_post import (  # noqa: F401
    test_a_posted_slip_its_lines_and_its_allocations_never_change,
    test_a_price_list_that_came_in_between_brings_the_run_back,
    test_a_reading_that_was_mended_since_brings_the_run_back,
    test_nothing_is_seen_before_the_flip,
    test_prepaid_money_pays_new_slips_oldest_due_first,
    test_slips_get_numbers_in_route_order_and_fall_due_after_the_term,
    test_two_who_post_at_once_post_one_set,
)
from tests.billing.test_statements_races import *  # noqa: F403
from tests.billing.test_statements_run import (  # noqa: F401
    TestAtTheShell,
    test_a_billed_month_drafts_only_what_was_mended_since,
    test_a_draft_goes_when_its_reading_is_held,
    test_a_run_adds_up_what_it_drafted,
    test_discarded_drafts_are_gone_and_the_month_can_be_drafted_again,
    test_drafting_again_keeps_what_is_right_and_mends_what_changed,
    test_posted_slips_cannot_be_discarded,
    test_the_cycle_goes_on_where_the_last_month_ended,
    test_two_who_draft_at_once_join_one_run,
)

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]
