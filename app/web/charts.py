"""Charts as SVG, drawn on the server: they need no script and print like the page around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import pygal
from flask import Flask
from markupsafe import Markup

from app.domain.text import Text
from app.web.language import say

WIDTH, HEIGHT = 900, 260
# What pygal leaves in its drawings: styles and a script, which the content security policy forbids, and the day.
LEFT_OUT = re.compile(r'<style.*?</style>|<script.*?</script>|<!--.*?-->| style="[^"]*"| id=""', re.DOTALL)


def bars(
    title: Text, labels: Sequence[str], series: Mapping[str, Sequence[int | None]], *, judged: bool = False
) -> Markup:
    """A chart of bars: for each label one bar of each series (its name -> its values, in the order of the labels).

    `title` is read out in place of the drawing; whoever cannot see it finds the figures in the table beside it. The
    colours are those of the style sheet, so that they follow light, dark and paper; where the series are `judged`, the
    first is what is well (green), the second what is not (red), the third what is open yet (grey).
    """
    chart = pygal.Bar(
        css=[], js=[], no_prefix=True, disable_xml_declaration=True, width=WIDTH, height=HEIGHT, margin=8,
        show_legend=len(series) > 1, legend_at_bottom=True, legend_at_bottom_columns=len(series) or 1,
        show_minor_x_labels=True,
        value_formatter=lambda value: f"{value:.0f}", y_labels_major_count=3,
    )  # fmt: skip
    chart.x_labels = list(labels)
    chart.y_labels = whole_marks(max((value or 0 for values in series.values() for value in values), default=0))
    for name, values in series.items():
        chart.add(name, list(values))
    drawn = LEFT_OUT.sub("", chart.render(is_unicode=True))
    named = Markup('<svg role="img" aria-label="{}" translate="no" ').format(say(title))
    drawn = drawn.replace('class="pygal-chart"', 'class="pygal-chart judged"', 1) if judged else drawn
    return Markup(drawn.replace("<svg ", str(named), 1))  # noqa: S704 - pygal escapes names and labels


def whole_marks(most: int) -> list[int]:
    """Where the scale of a count is marked, from nought to `most` or just above: whole numbers, at most six."""
    step = next(digit * 10**power for power in count() for digit in (1, 2, 5) if 5 * digit * 10**power >= most)
    return list(range(0, max(-(-most // step), 1) * step + 1, step))


def set_up(app: Flask) -> None:
    """Give charts to the templates."""
    tools: dict[str, Any] = {"bars": bars}
    app.jinja_env.globals.update(tools)
