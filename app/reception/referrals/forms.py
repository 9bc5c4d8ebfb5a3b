"""Forms of referrals and company customers."""

from __future__ import annotations

from app.domain.text import N_
from app.reception.referrals.rules import WAYS, NewCompanyCustomer, NewReferral
from app.web.converters import read_id
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm


class ReferralForm(OnceForm):
    name = LineField(N_("Name of the customer"))
    phone = LineField(N_("Telephone"), longest=40)
    relation = LineField(N_("Relation to the referrer"), hint=N_("Family or friend: how you know each other."))
    appointed_on = DayField(
        N_("Appointed visiting day"), hint=N_("A day like 11-25. If the customer does not come then, register again.")
    )
    referrer_id = ChoiceField(N_("Referred by"), coerce=read_id, translate=False, required=False)
    note = NoteField(N_("Note"), required=False)
    private = YesField(N_("The customer is from my private circle and was not met through work"))

    def referral(self, again_of_id: int | None) -> NewReferral:
        """What was typed."""
        return NewReferral(
            name=self.name.data, phone=self.phone.data, relation=self.relation.data,
            appointed_on=self.appointed_on.data, private=self.private.data, again_of_id=again_of_id,
            note=self.note.data,
        )  # fmt: skip


class AnnounceForm(Form):
    version = WholeField(N_("Version"))
    to = LineField(N_("Telephoned to"), hint=N_("The project manager, or whoever stood in."))


class VouchForm(Form):
    version = WholeField(N_("Version"))
    way = ChoiceField(N_("How it is confirmed"), choices=list(WAYS.items()))


class CompanyForm(OnceForm):
    name = LineField(N_("Name of the customer"))
    phone = LineField(N_("Telephone"), longest=40)
    introduced_by = LineField(N_("Introduced by"), hint=N_("Who of the company or its senior people."))
    how = NoteField(N_("How the customer asked"))
    named_id = ChoiceField(
        N_("Named representative"), coerce=read_id, translate=False, required=False,
        hint=N_("Leaders should name nobody: the rota applies. If one insists, the reception is by courtesy."),
    )  # fmt: skip
    named_why = NoteField(N_("Why a representative was named"), required=False)

    def company(self) -> NewCompanyCustomer:
        """What was typed."""
        return NewCompanyCustomer(
            name=self.name.data, phone=self.phone.data, introduced_by=self.introduced_by.data, how=self.how.data,
            named_id=self.named_id.data, named_why=self.named_why.data,
        )  # fmt: skip
