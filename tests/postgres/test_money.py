"""Money on PostgreSQL: taken, set against debts, taken back, brought by the bank, and shown in ledger and month."""

import pytest

from tests.billing.test_ledger_show import (  # noqa: F401
    lived,
    test_the_balance_is_what_was_there_plus_charges_less_payments,
    test_the_last_balance_is_what_is_owed_less_what_is_prepaid,
    test_the_ledger_leaves_as_a_spreadsheet,
    test_the_page_shows_this_year_with_what_was_carried_over,
)
from tests.billing.test_month_show import *  # noqa: F403
from tests.billing.test_payments_list import (  # noqa: F401
    day,
    test_my_day_is_summed_by_channel_with_what_was_taken_back,
    test_the_list_shows_what_was_asked_for,
)
from tests.billing.test_payments_reverse import *  # noqa: F403
from tests.billing.test_payments_take import (  # noqa: F401
    owing,
    test_a_closed_account_pays_its_debt_and_nothing_more,
    test_a_hundred_pays_the_rest_of_the_older_bill_and_all_of_the_newer,
    test_a_reference_is_taken_once_and_again_only_after_a_reversal,
    test_a_second_post_of_the_same_form_answers_with_the_first_result,
    test_an_account_is_found_by_whatever_the_customer_says,
    test_the_named_statement_is_paid_first,
    test_the_outlook_shows_shares_change_and_what_becomes_prepaid,
    test_two_cashiers_at_once_both_take_the_money_and_the_second_becomes_prepaid,
    test_two_hundred_posts_of_one_form_at_once_make_one_payment,
    test_what_is_more_than_the_debt_becomes_prepaid,
)

pytestmark = pytest.mark.postgres
