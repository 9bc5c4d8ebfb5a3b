"""Registers on PostgreSQL: lines that nobody can change, and of two corrections at once only one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.domain.errors import Conflict
from app.office.registers import queries, service
from app.office.registers.kinds import register
from tests import factories
from tests.office.test_registers_write import (  # noqa: F401
    CELLS,
    a_line,
    test_a_correction_is_a_line_beside_the_original_which_stays,
    test_a_line_may_be_struck_out_and_taken_up_again,
    test_a_long_register_is_paged_without_losing_or_doubling_a_line,
    test_lines_are_found_by_day_name_and_word_also_of_their_corrections,
    test_lines_are_numbered_by_register_and_year,
    test_the_database_lets_nobody_change_or_delete_a_line,
    test_the_overview_knows_the_newest_day_of_each_register,
)

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]


def test_of_eight_corrections_at_once_one_is_taken_and_the_others_are_told(app: Flask) -> None:
    line = a_line().id

    def mend(phone: int) -> bool:
        with app.app_context():
            cells = {**CELLS, "phone": str(phone)}
            try:
                service.correct(line, cells, "核对", seen=line, by=factories.actor("su"))
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(mend, range(8)))
    assert taken.count(True) == 1
    assert len(queries.line(register("handover"), line).corrections) == 1
