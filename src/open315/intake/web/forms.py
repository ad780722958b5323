"""The fields of a matter, and the small forms of the page of a case. Required are only the things the law needs (Order 121 Art 10)."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import number_as_kept, number_of_spoken
from open315.cases.rules.objecting import LONGEST as LONGEST_OBJECTION
from open315.cases.rules.rating import LONGEST
from open315.cases.rules.registration import MAX_PHONE
from open315.cases.types import Kind
from open315.cases.wording import RATINGS
from open315.core import clock
from open315.core.ui.forms import FindableSelect, KeptField, offer
from open315.intake.commands import ELSEWHERE, is_served
from open315.intake.web import choices
from open315.intake.web.fields import AmountField, DayField, TelephoneField, never_cut
from open315.law.questions import PlaceField, purposes, way_out_words
from open315.law.rules.exits import keeps_out
from open315.traders.types import TraderKind

PLACE = ("place", "matter_place", "home")
ONLY_ELSEWHERE = "data-elsewhere"
"""On a field that is asked only of matters elsewhere (forms.css)."""
MAX_AMOUNT = Decimal("100000000")
_CASE_NUMBER = re.compile(r"20\d\d-\d{4,}")

MAX_NUMBER = 32


def number_read(typed: str) -> str:
    """What an address says is the number of a case, if it looks like one; whether there is such a case is nobody's to know."""
    number = typed.strip()
    return number if len(number) <= MAX_NUMBER and _CASE_NUMBER.search(number) else ""


class MatterForm(forms.Form):
    """The fields in which a matter is told, of whatever kind: the desk asks them as they stand, the portal by kind (`public_forms`)."""

    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "matter": ("kind", "purpose", "title", "narrative", "occurred_on", *PLACE, "goods", "goods_text", "nature"),
        "trader": ("trader_name", "trader_kind", "trader_place", "trader_address", "platform_name", "platform_place"),
        "request": ("claims", "amount"),
        "person": ("name", "phone", "email", "foreclosure", "publish"),
    }
    """The parts of the page, and the fields of each in their order; every field stands in one."""
    bound_field_class = KeptField

    kind = forms.ChoiceField(label=_("What would you like to do?"), choices=choices.KINDS, widget=forms.RadioSelect)

    purpose = forms.ChoiceField(
        label=_("Bought or used for what, and from whom?"),
        required=False,
        help_text=_(
            "A council handles what consumers bought for daily life. For other matters we tell you the right way."
        ),
    )

    title = forms.CharField(
        label=_("In one sentence: what is it about?"),
        max_length=60,
        help_text=_("For example: New refrigerator broke down after three weeks and the shop refuses to repair it."),
    )
    narrative = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "When and where, what was promised, what you have already done. Please write no ID or card numbers here."
        ),
    )
    occurred_on = DayField(label=_("When did it happen?"), required=False)
    place = forms.ChoiceField(label=_("Where did it happen, or where is the shop?"), widget=FindableSelect)
    matter_place = PlaceField(
        label=_("Where in the country?"),
        required=False,
        widget=forms.TextInput(attrs={ONLY_ELSEWHERE: True}),
        help_text=_(
            "Province, city and county, if it took place somewhere. Leave it empty for a purchase on the internet."
        ),
    )
    home = forms.ChoiceField(
        label=_("Where do you live?"),
        required=False,
        widget=FindableSelect(attrs={ONLY_ELSEWHERE: True}),
        help_text=_("The council of your home helps you with matters elsewhere."),
    )
    goods = forms.ChoiceField(label=_("Goods or service bought"), widget=FindableSelect)
    goods_text = forms.CharField(label=_("Brand and model, or name of the service"), max_length=100, required=False)
    nature = forms.ChoiceField(label=_("What went wrong?"), required=False)

    trader_name = forms.CharField(
        label=_("Name of the trader"), max_length=100, help_text=_("As on the invoice, the shop sign or the web page.")
    )
    trader_kind = forms.ChoiceField(label=_("How did you buy?"), choices=TraderKind.choices, initial=TraderKind.OFFLINE)
    platform_name = forms.CharField(
        label=_("Name of the platform"),
        max_length=100,
        required=False,
        help_text=_("Only if you bought from a seller on a platform."),
    )
    platform_place = PlaceField(
        label=_("Where is the platform?"),
        required=False,
        help_text=_("Province, city and county on its licence, if you know them."),
    )
    trader_place = PlaceField(
        label=_("Where is the trader?"),
        required=False,
        help_text=_(
            "Province, city and county, anywhere in the country, for example 浙江省杭州市餘杭區. For a purchase on the internet: as published on the page or licence."
        ),
    )
    trader_address = forms.CharField(label=_("Address of the trader"), max_length=180, required=False)

    claims = forms.MultipleChoiceField(
        label=_("What do you ask for?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    amount = AmountField(
        label=_("Amount in dispute (yuan)"),
        required=False,
        min_value=Decimal(0),
        max_value=MAX_AMOUNT,
        decimal_places=2,
    )

    name = forms.CharField(label=_("Your name"), max_length=60, required=False)
    phone = TelephoneField(label=_("Your telephone number"), max_length=MAX_PHONE, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, help_text=_("If you want to be told of each step.")
    )
    publish = forms.BooleanField(
        label=_("The council may publish this complaint without my name and contact details."), required=False
    )
    foreclosure = forms.BooleanField(
        label=_("I know: once the council accepts my complaint, the market regulator will refuse the same dispute."),
        required=False,
        help_text=_(
            "Order 121 of the State Administration for Market Regulation, Article 16 (2). You may still report a breach of the law."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never_cut(self)
        offer(self, "purpose", purposes())
        offer(self, "nature", choices.natures())
        offer(self, "claims", choices.claims())
        self.offer_lists()

    def offer_lists(self) -> None:
        """Fill the long lists of places and goods."""
        offer(self, "place", choices.with_blank(choices.places(), _("Choose the city or county")))
        offer(self, "home", choices.with_blank(choices.homes(), _("Choose the city or county")))
        offer(self, "goods", choices.goods())
        self.fields["home"].needed_when = _("needed for a matter elsewhere")  # type: ignore[attr-defined]
        for name in ("name", "phone", "claims"):
            self.fields[name].needed_when = _("needed for a complaint")  # type: ignore[attr-defined]

    @property
    def sections(self) -> dict[str, list[forms.BoundField]]:
        """The fields to draw, by part of the page."""
        return {name: [self[each] for each in names] for name, names in self.SECTIONS.items()}

    def clean(self) -> dict[str, Any]:
        """What depends on the kind: a complaint needs who asks, whom to reach and what is asked for."""
        data = super().clean() or {}
        if data.get("kind") == Kind.COMPLAINT:
            self._need(
                "name",
                _("A complaint needs your real name: an authority it goes to asks for it (Order 121, Article 10)."),
            )
            self._need("phone", _("A complaint needs a telephone number at which the council reaches you."))
            self._need("claims", _("Please say what you ask for: at least one of these."))
        if data.get("place") == ELSEWHERE:
            self._need_home(data)
        else:
            data.update({name: "" for name in PLACE[1:] if name in data})
        if data.get("trader_kind") == TraderKind.PLATFORM_SELLER:
            self._need("platform_name", _("Please name the platform on which the seller offers its goods."))
        if way_out := keeps_out(data.get("kind", ""), data.get("purpose", ""), data.get("goods", "")):
            self.add_error("purpose", way_out_words(way_out, clock.today()))
        if data.get("occurred_on") and data["occurred_on"] > clock.today():
            self.add_error("occurred_on", _("This day lies in the future."))
        return data

    def _need_home(self, data: Mapping[str, Any]) -> None:
        """Where the place of the matter has no council here, that of the consumer's home takes it."""
        if "home" in self.fields and not is_served(data.get("matter_place", "")):
            self._need("home", _("Please say where you live: the council there takes the matter."))

    def _need(self, field: str, message: Any) -> None:
        if not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, message)


class TrackForm(forms.Form):
    """The query code, however it was typed."""

    code = forms.CharField(
        label=_("Query code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "text"}),
        help_text=_(
            "The 12 characters you received with your case number. Capital or small letters make no difference."
        ),
    )

    def clean_code(self) -> str:
        """The code. Who types the number of the case is told which of the two is meant."""
        code = str(self.cleaned_data["code"])
        if _CASE_NUMBER.search(code) or number_of_spoken(code):
            raise forms.ValidationError(
                _("This is the number of the case. The query code stands below it on your receipt.")
            )
        return code


class LostCodeForm(forms.Form):
    """Of which case the code was lost, and where she is reached: as she said when filing."""

    number = forms.CharField(
        label=_("Case number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It stands above the query code on your receipt, and in every message about the case."),
    )
    address = forms.CharField(
        label=_("E-mail address or telephone"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        help_text=_("The one you gave when filing."),
    )

    def __init__(self, *args: Any, by_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_text:
            self.fields["address"].label = _("E-mail address")

    def clean_number(self) -> str:
        """The number as it is kept, in whatever script and width it was typed."""
        number = number_as_kept(str(self.cleaned_data["number"]))
        if not number:
            raise forms.ValidationError(_("This is no case number. It ends in a year and digits, such as 2026-00315."))
        return number


class EvidenceForm(forms.Form):
    """More evidence for a case that is under way."""

    note = forms.CharField(
        label=_("What would you like to tell the council, or what do the files show?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never_cut(self)


class ObjectionForm(forms.Form):
    """What she says against the end of her case."""

    words = forms.CharField(
        label=_("What is wrong with the result?"),
        max_length=LONGEST_OBJECTION,
        help_text=_("Say what was overlooked or is not right. New photos or papers help."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never_cut(self)


class WithdrawForm(forms.Form):
    """Withdrawing: a reason helps, a tick avoids a slip."""

    reason = forms.CharField(
        label=_("Why do you withdraw?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sure = forms.BooleanField(label=_("Yes, I withdraw this case."))


class OtherTimeForm(forms.Form):
    """Asking for another time than the one appointed."""

    appointment_id = forms.IntegerField(widget=forms.HiddenInput)
    other_time = forms.CharField(
        label=_("Which day and time would suit you?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RatingForm(forms.Form):
    """How it was handled: one of five, none of them chosen beforehand, and words if she likes."""

    stars = forms.TypedChoiceField(
        label=_("How did the council handle your case?"),
        choices=list(RATINGS.items()),
        coerce=int,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was good, what should be better?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never_cut(self)
