"""The clerk's form: the fields of the public form in the order of a conversation, plus how the person came to us."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.cases.types import Channel, Kind, PersonDetails
from open315.core.ui.forms import offer
from open315.intake.web import choices
from open315.intake.web.forms import MatterForm
from open315.intake.web.titles import title_of
from open315.law import codelists
from open315.law.goods_words import find_goods

DESK_CHANNELS = (Channel.HOTLINE, Channel.DESK, Channel.STUDIO, Channel.POST)


class DeskForm(MatterForm):
    """A caller or visitor, registered by staff."""

    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "call": ("channel", "kind"),
        "person": ("phone", "name", "email", "age_band"),
        "words": ("narrative", "title"),
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
        "matter": ("goods", "goods_text", "nature", "occurred_on", "purpose"),
        "request": ("claims",),
        "amount": ("amount",),
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

    def __init__(self, *args: Any, caller: PersonDetails | None = None, person_of: str = "", **kwargs: Any) -> None:
        """`person_of` is the number of the earlier case whose caller this is: `caller`, where she has the number that was typed."""
        super().__init__(*args, **kwargs)
        self.caller, self.person_of = caller, person_of
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
        self.fields["title"].required = self.fields["goods"].required = False
        if self.is_bound and self.data.get("kind") == Kind.ENQUIRY:
            self.fields["trader_name"].required = self.fields["trader_kind"].required = False
            self.fields["place"].required = False

    def came_by(self, channel: str) -> None:
        """Offer the way by which the person came too, where it is none of the usual ones."""
        if channel in [each.value for each in Channel] and channel not in [each.value for each in DESK_CHANNELS]:
            usual = [(each.value, codelists.label("channels", each.value)) for each in DESK_CHANNELS]
            offer(self, "channel", [*usual, (channel, codelists.label("channels", channel))])

    def clean(self) -> dict[str, Any]:
        """A title made of what was told; the class of goods by the caller's own words, for the council to find where they name none."""
        data = super().clean()
        data["title"] = data.get("title") or title_of(data.get("narrative", ""))
        if not data.get("goods") and data.get("kind") != Kind.ENQUIRY and "goods" not in self.errors:
            self._need("goods_text", _("Write what was bought, or choose a class."))
            data["goods"] = find_goods(data.get("goods_text", ""))
        if self.person_of and self.caller is None:
            self.add_error("phone", _("The earlier case has another number. Type its number again, or write the name."))
        return data

    def _need(self, field: str, message: Any) -> None:
        if field == "name" and self.caller and self.caller.name:
            return
        super()._need(field, message)

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as `new_case` takes it; of a caller who is known what was not written again."""
        data = dict(self.cleaned_data)
        if self.caller:
            data["name"], data["email"] = data["name"] or self.caller.name, data["email"] or self.caller.email
        return data
