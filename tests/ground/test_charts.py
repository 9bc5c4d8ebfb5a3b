from __future__ import annotations

import pytest
from flask import Flask

from app.domain.text import Text
from app.web.charts import bars


@pytest.mark.usefixtures("context")
def test_a_chart_has_a_name_and_nothing_that_the_policy_forbids(app: Flask) -> None:
    with app.test_request_context():
        drawn = str(bars(Text("Visitors"), ["一<b>", "二"], {"来访": [3, 5], "来电": [1, None]}))
        again = str(bars(Text("Visitors"), ["一<b>", "二"], {"来访": [3, 5], "来电": [1, None]}))
    assert 'role="img"' in drawn
    assert drawn.count('class="rect reactive') == 3
    assert not any(bad in drawn for bad in ("<script", "<style", "style=", "<!--", "<b>"))
    assert drawn == again
