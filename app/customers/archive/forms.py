"""Forms of the archive."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import ChoiceField, LineField, WholeField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Archive number, customer number or name"), required=False, longest=60)
    bag = WholeField(N_("Bag"), required=False, low=1)
    place = LineField(N_("Where it is kept"), required=False)


class UnboundFilterForm(Form):
    category = ChoiceField(N_("Category"), required=False, translate=False)


class BindForm(OnceForm):
    place = LineField(N_("Where it is kept"), required=False)


class MoveForm(VersionFields):
    place = LineField(N_("Where it is kept"), required=False)


class PutAwayForm(OnceForm):
    place = LineField(N_("Where the paper lies"), required=False)
