"""The forms of a stall, its shifts and what it brings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.pages.cells import text
from open315.core.pages.form_pages import PageForm
from open315.core.ui.moments import MomentField
from open315.stalls import queries, rules
from open315.stalls.models import Stall
from open315.stalls.types import KitPlan, ShiftPlan, StallPlan

NO_PARTNER = ("", _("None of these: the name stands below"))


class StallForm(PageForm):
    """Reads a `StallPlan`; the service checks it. A partner gives its name, unless another is written."""

    ROWS = (("number", "position"), ("partner", "body"), ("offers",))

    number = forms.IntegerField(label=_("Number on the site plan"), min_value=1, max_value=rules.MOST_STALLS)
    position = forms.CharField(
        label=_("Position"),
        required=False,
        max_length=rules.POSITION_LENGTH,
        help_text=_("Where on the square: east side, third from the stage."),
    )
    partner = forms.TypedChoiceField(label=_("Partner of the activity"), required=False, coerce=int, empty_value=None)
    body = forms.CharField(
        label=_("Or another body"),
        required=False,
        max_length=rules.BODY_LENGTH,
        help_text=_("The name as it stands on the sign; empty for the partner's own."),
    )
    offers = forms.CharField(
        label=_("What it offers"),
        required=False,
        max_length=rules.OFFERS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, actor: Any, activity: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.partners = queries.partners_of(activity)
        self.choose("partner", [NO_PARTNER, *((pk, text(each.name)) for pk, each in self.partners.items())])

    def plan(self) -> StallPlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        partner = self.partners.get(data["partner"])
        body = data["body"].strip() or (partner.name if partner else "")
        return StallPlan(data["number"], body, data["offers"], data["position"], data["partner"])


class ShiftForm(PageForm):
    """Who is there from when to when."""

    ROWS = (("starts_at", "ends_at"), ("office", "people"))

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    office = forms.CharField(
        label=_("Office or role"),
        max_length=rules.OFFICE_LENGTH,
        help_text=_("Body and office as on the duty roster (complaints section, two lawyers). No names are kept."),
    )
    people = forms.IntegerField(label=_("People"), min_value=1, max_value=rules.MOST_PEOPLE, initial=1)

    def plan(self) -> ShiftPlan:
        """What was typed in; only after `is_valid`."""
        return ShiftPlan(**self.cleaned_data)


class KitForm(PageForm):
    """What is to be brought, and by whom."""

    ROWS = (("what", "amount"), ("brings",))

    what = forms.CharField(label=_("What is to be brought"), max_length=rules.WHAT_LENGTH)
    amount = forms.CharField(label=_("How much"), required=False, max_length=rules.AMOUNT_LENGTH)
    brings = forms.CharField(
        label=_("Who brings it"),
        required=False,
        max_length=rules.BODY_LENGTH,
        help_text=_("Empty for the body that stands there."),
    )

    def plan(self) -> KitPlan:
        """What was typed in; only after `is_valid`."""
        return KitPlan(**self.cleaned_data)


class LinkForm(PageForm):
    """A case that is there already, and whether a button was pressed for it."""

    ROWS = (("number",),)

    number = forms.CharField(label=_("Case number"), max_length=32)
    was_counted = forms.BooleanField(
        label=_("It was counted by the button already."),
        required=False,
        initial=True,
        help_text=_("Without this it counts now, as one complaint or enquiry of the stall."),
    )


def filled(stall: Stall) -> dict[str, Any]:
    """What the form of a stall starts with. The name stands there only where it is not the partner's own."""
    own = stall.partner is not None and stall.partner.name == stall.body
    return {
        "number": stall.number,
        "position": stall.position,
        "partner": stall.partner_id,
        "body": "" if own else stall.body,
        "offers": stall.offers,
    }
