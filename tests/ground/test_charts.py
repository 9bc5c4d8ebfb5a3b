from __future__ import annotations

from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import Text
from app.web.charts import bars, whole_marks


@pytest.mark.usefixtures("context")
def test_a_chart_has_a_name_and_nothing_that_the_policy_forbids(app: Flask) -> None:
    with app.test_request_context():
        drawn = str(bars(Text("Visitors"), ["一<b>", "二"], {"来访": [3, 5], "来电": [1, None]}))
        again = str(bars(Text("Visitors"), ["一<b>", "二"], {"来访": [3, 5], "来电": [1, None]}))
    assert 'role="img"' in drawn
    assert drawn.count('class="rect reactive') == 3
    assert not any(bad in drawn for bad in ("<script", "<style", "style=", "<!--", "<b>"))
    assert drawn == again
    assert "judged" not in drawn


@pytest.mark.usefixtures("context")
def test_a_chart_of_what_is_well_and_what_is_not_takes_the_colours_of_that(app: Flask) -> None:
    with app.test_request_context():
        drawn = str(bars(Text("Punctuality"), ["一"], {"及时": [3], "逾期": [1]}, judged=True))
    assert drawn.count('class="pygal-chart judged"') == 1


@given(st.integers(0, 10**9))
def test_the_scale_of_a_count_has_whole_marks_that_differ_and_reaches_the_highest_bar(most: int) -> None:
    marks = whole_marks(most)
    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 6
    assert len({b - a for a, b in pairwise(marks)}) == 1
