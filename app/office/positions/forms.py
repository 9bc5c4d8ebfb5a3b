"""Forms of positions and posts."""

from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, WholeField, YesField
from app.web.forms import Form, OnceForm

HIGHEST_RANK = 999
ABOUT_RANKS = N_("The higher the figure, the higher it stands. From 70 on it leads the whole office.")


class PositionForm(OnceForm):
    name = LineField(N_("Name"))
    rank = WholeField(N_("Rank"), low=1, high=HIGHEST_RANK, hint=ABOUT_RANKS)
    heads = YesField(N_("Heads the department in which it is held"))


class ChangePositionForm(Form):
    name = LineField(N_("Name"))
    rank = WholeField(N_("Rank"), low=1, high=HIGHEST_RANK, hint=ABOUT_RANKS)
    active = YesField(N_("In use"))


class AppointForm(OnceForm):
    position = ChoiceField(N_("Position"), coerce=int)
    department = ChoiceField(
        N_("Department"), coerce=int, translate=False, required=False, hint=N_("Empty: for the whole office.")
    )
    held_from = DayField(N_("Holds it from"))
    held_until = DayField(N_("Holds it until"), required=False, hint=N_("Empty: until further notice."))


class RelieveForm(Form):
    held_until = DayField(N_("Holds it until"))
