"""The forms of a partner."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.activities.forms import BLANK
from open315.activities.models import Partner
from open315.activities.partners.rules import MATERIALS_LENGTH, MOST_CENTS, MOST_STAFF, MOST_STALLS
from open315.activities.partners.types import Contribution
from open315.core.pages.form_pages import PageForm


class InviteForm(PageForm):
    """Who was asked."""

    ROWS = (("name", "kind"),)

    name = forms.CharField(label=_("Name of the body"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=[BLANK, *Partner.Kind.choices])


class ContributionForm(PageForm):
    """With what a partner comes; all may stay empty."""

    ROWS = (("staff", "stalls", "money"), ("materials",))

    staff = forms.IntegerField(label=_("People"), required=False, min_value=0, max_value=MOST_STAFF)
    stalls = forms.IntegerField(label=_("Number of stalls"), required=False, min_value=0, max_value=MOST_STALLS)
    money = forms.DecimalField(
        label=_("Money (yuan)"), required=False, min_value=0, max_value=Decimal(MOST_CENTS) / 100, decimal_places=2
    )
    materials = forms.CharField(label=_("Materials"), required=False, max_length=MATERIALS_LENGTH)

    def contribution(self) -> Contribution:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        money = data["money"]
        cents = None if money is None else int(money * 100)
        return Contribution(data["staff"], data["stalls"], data["materials"], cents)


def promised(partner: Partner) -> dict[str, Any]:
    """What the form of a promise starts with: the promise of before."""
    return _filled(partner.promised_staff, partner.promised_stalls, partner.promised_materials, partner.promised_cents)


def delivered(partner: Partner) -> dict[str, Any]:
    """What the form of a delivery starts with: what was noted before, else what was promised."""
    if partner.state != Partner.State.DELIVERED:
        return promised(partner)
    return _filled(
        partner.delivered_staff, partner.delivered_stalls, partner.delivered_materials, partner.delivered_cents
    )


def _filled(staff: int | None, stalls: int | None, materials: str, cents: int | None) -> dict[str, Any]:
    money = None if cents is None else Decimal(cents).scaleb(-2)
    return {"staff": staff, "stalls": stalls, "materials": materials, "money": money}
