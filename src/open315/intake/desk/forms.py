"""The clerk's form: the fields of the public form in the order of a conversation, plus how the person came to us."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.cases.types import Channel, Kind
from open315.core.ui.forms import offer
from open315.intake.web import choices
from open315.intake.web.forms import ComplaintForm
from open315.law import codelists

DESK_CHANNELS = (Channel.HOTLINE, Channel.DESK, Channel.STUDIO, Channel.POST)


class DeskForm(ComplaintForm):
    """A caller or visitor, registered by staff."""

    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "call": ("channel", "kind", "purpose"),
        "person": ("phone", "name", "age_band"),
        "words": ("title", "narrative"),
        "trader": (
            "trader_name",
            "trader_kind",
            "place",
            "matter_place",
            "trader_place",
            "trader_address",
            "platform_name",
            "platform_place",
        ),
        "matter": ("goods", "goods_text", "nature", "occurred_on"),
        "request": ("claims",),
        "amount": ("amount", "email"),
        "consents": ("foreclosure", "publish"),
    }

    channel = forms.ChoiceField(label=_("Came by"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (Kind.COMPLAINT.value, _("Complaint")),
            (Kind.REPORT.value, _("Report")),
            (Kind.ENQUIRY.value, _("Enquiry")),
        ],
    )
    age_band = forms.ChoiceField(label=_("Age"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["home"]  # the council of the clerk takes what is told at its desk
        offer(self, "channel", [(each.value, codelists.label("channels", each.value)) for each in DESK_CHANNELS])
        offer(self, "age_band", choices.with_blank(codelists.choices("age_bands"), _("Not asked")))
        self.fields["foreclosure"].label = _("The caller was told that acceptance here closes the regulator's route.")
        self.fields["publish"].label = _("The caller agrees to publication without name and contact details.")
        self.fields["phone"].label, self.fields["name"].label = _("Caller's telephone number"), _("Caller's name")
        self.fields["email"].label = _("Caller's e-mail address")
        self.fields["narrative"].widget.attrs["rows"] = 6
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.order_fields(chain.from_iterable(self.SECTIONS.values()))

    def came_by(self, channel: str) -> None:
        """Offer the way by which the person came too, where it is none of the usual ones."""
        if channel in [each.value for each in Channel] and channel not in [each.value for each in DESK_CHANNELS]:
            usual = [(each.value, codelists.label("channels", each.value)) for each in DESK_CHANNELS]
            offer(self, "channel", [*usual, (channel, codelists.label("channels", channel))])
