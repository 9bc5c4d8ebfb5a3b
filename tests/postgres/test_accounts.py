"""Accounts, meters and price lists on PostgreSQL: opened, imported, changed, listed and found."""

import pytest

from tests.billing.test_accounts_import import (  # noqa: F401
    bring,
    test_a_meter_that_hangs_elsewhere_is_refused,
    test_a_meter_that_was_taken_down_may_be_hung_up_again,
    test_a_row_becomes_account_customer_meter_and_history,
    test_a_row_of_another_import_that_is_not_applied_is_refused,
    test_an_import_is_taken_back_without_a_trace_in_the_lists,
    test_an_import_whose_accounts_were_touched_stays,
    test_an_update_that_came_after_the_check_is_left_out,
    test_known_customers_get_the_accounts_that_name_them,
    test_other_values_are_an_update_with_old_and_new_in_history,
    test_the_command_prints_the_summary,
    test_the_same_sheet_again_changes_nothing,
)
from tests.billing.test_accounts_open import (  # noqa: F401
    chen,
    test_a_change_is_kept_with_old_and_new_values,
    test_a_number_in_use_is_refused_and_nothing_is_left_behind,
    test_an_account_makes_a_customer_of_its_own,
    test_long_lists_go_on_page_by_page,
    test_rows_of_an_import_that_is_not_applied_are_nobodys_business,
    test_states_follow_each_other_and_a_closed_account_stays_closed,
    test_the_list_is_narrowed_in_the_address,
    test_who_comes_second_is_told,
)
from tests.billing.test_meters_install import *  # noqa: F403
from tests.billing.test_tariffs_db_enter import *  # noqa: F403

pytestmark = pytest.mark.postgres
