"""Forms of causes."""

from __future__ import annotations

from app.complaints.causes.rules import LONGEST_NAME
from app.complaints.causes.words import SCHEMES
from app.domain.text import N_
from app.office.conduct.kinds import conduct_rules
from app.web.fields import ChoiceField, LineField, WholeField, YesField
from app.web.forms import OnceForm, VersionFields
from app.web.language import say


class _CauseFields(VersionFields):
    name = LineField(N_("Name"), longest=LONGEST_NAME)
    sanction_rule = ChoiceField(
        N_("Rule of conduct it may lead to"),
        required=False,
        translate=False,
        hint=N_("It is proposed where responsibility is judged, never applied by itself."),
    )
    negligence = YesField(N_("Human negligence"), hint=N_("Its improvement is not tracked."))
    position = WholeField(N_("Place in the list"), low=0, high=999, default=500, hint=N_("Small figures stand first."))

    def offer(self, keep: str | None = None) -> None:
        """Offer the rules of conduct; one that nothing declares any more stays where it is chosen."""
        rules = {key: f"{say(rule.label)} ({rule.row})" for key, rule in conduct_rules().items()}
        self.sanction_rule.choices = list((rules | ({keep: keep} if keep and keep not in rules else {})).items())


class AddCauseForm(_CauseFields, OnceForm):
    scheme = ChoiceField(N_("List of causes"), choices=list(SCHEMES.items()))


class CauseForm(_CauseFields):
    pass
