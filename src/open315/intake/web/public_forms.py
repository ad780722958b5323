"""The three forms of the portal: a complaint, a report, an enquiry, each with the questions of its kind only (ADR 0147).

People say how they bought; the kind of trader that the law asks for follows from it. They name one place, anywhere in the country; whose
place that is follows as well. What they say of goods and days is kept in their words where it is not certain.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.cases.types import Kind
from open315.cases.wording import BEHALF, TALKED
from open315.core import clock
from open315.core.text import letters
from open315.core.text.said_days import Said
from open315.intake.commands import ELSEWHERE, is_served
from open315.intake.web.bought import BOUGHT, kind_of_trader
from open315.intake.web.choices import with_blank
from open315.intake.web.fields import AnyPlaceField, SaidDayField
from open315.intake.web.forms import MatterForm
from open315.intake.web.titles import title_of
from open315.law import codelists
from open315.law.goods_words import find_goods
from open315.law.questions import way_out_words
from open315.law.rules.exits import keeps_out
from open315.org import queries as org

ONLY = "data-only"
"""On a field that is asked only of who bought in one of these ways (forms.css)."""
PLATFORMS, GOODS, PLACES = "known-platforms", "known-goods", "known-places"
"""The lists of the page from which one may choose while typing."""


def _text(listed: str = "", only: str | None = None) -> forms.TextInput:
    attrs = {**({"list": listed} if listed else {}), **({} if only is None else {ONLY: only})}
    return forms.TextInput(attrs=attrs)


class PublicForm(MatterForm):
    """What the three have in common: the pool of questions; SECTIONS says which of them a kind asks."""

    KIND: ClassVar[Kind]
    REQUIRED: ClassVar[Mapping[str, Any]] = {}
    """Questions that this kind needs answered, and what is said where they are not."""

    kind = forms.ChoiceField(choices=[(each.value, each.value) for each in Kind], widget=forms.HiddenInput)
    bought = forms.ChoiceField(label=_("How did you buy it?"), choices=BOUGHT, widget=forms.RadioSelect)
    platform_name = forms.CharField(
        label=_("On which platform?"),
        max_length=100,
        required=False,
        widget=_text(PLATFORMS, "platform remote"),
        help_text=_("For example 淘寶, 京東, 拼多多, 抖音, 美團."),
    )
    order_no = forms.CharField(
        label=_("Order number"), max_length=60, required=False, widget=_text(only="platform site remote")
    )
    trader_name = forms.CharField(
        label=_("Name of the shop or trader"),
        max_length=100,
        help_text=_("As on the sign, the invoice or the page. On a platform: the name of the seller's shop."),
    )
    place: Any = AnyPlaceField(
        label=_("Where?"),
        widget=_text(PLACES),
        help_text=_(
            "Bought in a shop: where the shop is, anywhere in the country. Otherwise: where it was delivered, or where you live. For example 杭州餘杭, 中關村."
        ),
    )
    home: Any = AnyPlaceField(label=_("Where do you live?"), required=False, widget=_text(PLACES, ""))
    trader_place = AnyPlaceField(
        label=_("Where is the trader?"),
        required=False,
        widget=_text(PLACES, "site platform remote maker"),
        help_text=_("As published on the page, the licence or the invoice, if you know it."),
    )
    trader_address = forms.CharField(
        label=_("Street and number"), max_length=180, required=False, widget=_text(only="shop")
    )
    goods: Any = forms.CharField(
        label=_("What did you buy?"),
        max_length=60,
        widget=_text(GOODS),
        help_text=_("In your own words, for example 手機, 健身卡, 外賣."),
    )
    goods_text = forms.CharField(label=_("Brand and model"), max_length=100, required=False)
    bought_on = SaidDayField(
        label=_("When did you buy?"),
        required=False,
        help_text=_("As well as you know it: 2026-05-12, 上個月, 去年十月."),
    )
    occurred_on: Any = SaidDayField(
        label=_("When did it go wrong?"),
        required=False,
        help_text=_("As well as you know it: 2026-05-12, 上個月, 3月初."),
    )
    talked = forms.ChoiceField(
        label=_("Have you talked to the trader?"),
        required=False,
        choices=with_blank(list(TALKED.items()), _("Not said")),
    )
    on_behalf = forms.ChoiceField(
        label=_("For whom do you file this?"),
        required=False,
        choices=with_blank(list(BEHALF.items()), _("For myself")),
        help_text=_("If somebody else bought, the council will ask you for that person's consent."),
    )
    others = forms.BooleanField(label=_("Others have the same trouble with this trader."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [name for names in self.SECTIONS.values() for name in names]
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.order_fields(asked)
        self.initial.setdefault("kind", self.KIND.value)
        for name, message in self.REQUIRED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message
        if "home" in self.fields and self["home"].value():
            self.fields["home"].widget.attrs.pop(ONLY, None)

    def offer_lists(self) -> None:
        """Places and goods are written, not chosen."""

    def choose_beforehand(self, **values: Any) -> None:
        """Answers to begin with; what was answered already, and what this kind does not ask, stays as it is."""
        for name, value in values.items():
            if name in self.fields and not self.initial.get(name):
                self.initial[name] = value

    def clean(self) -> dict[str, Any]:
        """What depends on how somebody bought, and where."""
        data = forms.Form.clean(self) or {}
        data["kind"] = self.KIND.value
        if data.get("bought") == "platform":
            self._need("platform_name", _("Please name the platform on which the seller offers its goods."))
        elif data.get("bought") != "remote" and "platform_name" in data:
            data["platform_name"] = ""
        self._need_council(data)
        if "purpose" in self.fields and (
            way_out := keeps_out(self.KIND, data.get("purpose", ""), find_goods(data.get("goods", "")))
        ):
            self.add_error("purpose", way_out_words(way_out, clock.today()))
        return data

    def _need_council(self, data: Mapping[str, Any]) -> None:
        """A place of another province has its own council; one of ours helps who lives here and bought there in a shop."""
        place = data.get("place", "")
        if not place or is_served(place):
            return
        words = {"place": org.region_path(place)}
        if "home" in self.fields and data.get("bought") == "shop":
            if not data.get("home"):
                self._need("home", ELSEWHERE_SHOP % words)
            elif not is_served(data["home"]):
                self.add_error("home", ELSEWHERE_HOME % {"place": org.region_path(data["home"])})
        else:
            self.add_error("place", ELSEWHERE_HOME % words)

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as `new_case` takes it."""
        data = {**self.cleaned_data, **_place(self.cleaned_data)}
        data["title"] = data.get("title") or title_of(data["narrative"])
        data["answers"] = dict(_answers(self.cleaned_data, self.data))
        if "goods" in data:
            data |= _goods(data["goods"], data.get("goods_text", ""))
        if isinstance(when := data.get("occurred_on"), Said):
            data["occurred_on"] = when.first if when.is_exact else None
        if "bought" in data:
            data |= kind_of_trader(data["bought"], data.get("trader_name", ""), data.get("platform_name", ""))
        return data


ELSEWHERE_SHOP = _(
    "%(place)s: the council and the market regulator of that place are competent (telephone 12315 there, or www.12315.cn). If you live here, say where: the council of your home helps you all the same. Everything you wrote is kept."
)
ELSEWHERE_HOME = _(
    "%(place)s: no council of that place works with this site. Call 12315 there, or use www.12315.cn. Everything you wrote is kept."
)


class ComplaintForm(PublicForm):
    """A dispute of one's own: with whom, about what, what is asked for, who asks."""

    KIND = Kind.COMPLAINT
    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "seller": (
            "kind",
            "bought",
            "platform_name",
            "trader_name",
            "order_no",
            "place",
            "home",
            "trader_address",
            "trader_place",
        ),
        "matter": (
            "goods",
            "goods_text",
            "title",
            "narrative",
            "nature",
            "bought_on",
            "occurred_on",
            "talked",
            "purpose",
        ),
        "request": ("claims", "amount"),
        "person": ("name", "phone", "email", "on_behalf", "others", "publish", "foreclosure"),
    }
    REQUIRED: ClassVar[Mapping[str, Any]] = {
        "name": _("A complaint needs your real name: an authority it goes to asks for it (Order 121, Article 10)."),
        "phone": _("A complaint needs a telephone number at which the council reaches you."),
        "claims": _("Please say what you ask for: at least one of these."),
    }


class ReportForm(PublicForm):
    """A breach of the law: who, where, what. Who reports may stay unnamed."""

    KIND = Kind.REPORT
    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "seller": ("kind", "bought", "platform_name", "trader_name", "place", "home", "trader_address", "trader_place"),
        "matter": ("goods", "title", "narrative", "nature", "occurred_on", "purpose"),
        "person": ("name", "phone", "email", "others"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bought"].label = _("How does the trader sell?")
        self.fields["goods"].label = _("What is sold?")
        self.fields["occurred_on"].label = _("When did you see it?")


class EnquiryForm(PublicForm):
    """A question: what, where, and how the answer goes out."""

    KIND = Kind.ENQUIRY
    SECTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "question": ("kind", "narrative", "place"),
        "person": ("name", "phone", "email"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].label = _("What would you like to know?")
        self.fields["narrative"].help_text = _("Please write no ID or card numbers here.")
        self.fields["narrative"].widget.attrs["rows"] = 5
        self.fields["place"].label = _("Where are you?")
        self.fields["place"].help_text = _("City and county, for example 杭州餘杭. The council of that place answers.")


FORMS: dict[str, type[PublicForm]] = {each.KIND.value: each for each in (ComplaintForm, ReportForm, EnquiryForm)}


def form_of(kind: str) -> type[PublicForm]:
    """The form of a kind; that of a complaint for what is none."""
    return FORMS.get(kind, ComplaintForm)


def _place(data: Mapping[str, Any]) -> dict[str, Any]:
    """Whose place was told: a shop's, or the consumer's own, to which it was delivered or where it was sold at the door."""
    place, home = data.get("place", ""), data.get("home", "")
    if data.get("bought") == "remote":
        return {"place": ELSEWHERE, "matter_place": "", "home": place}
    if is_served(place):
        return {"place": place, "home": ""}
    return {"place": ELSEWHERE, "matter_place": place, "home": home}


def _goods(written: str, brand: str) -> dict[str, str]:
    """The category, where it is certain; the words that say more than its name are kept."""
    code = find_goods(written)
    is_name = bool(code) and letters(written) in (letters(code), letters(codelists.label("goods", code).zh_hant))
    return {"goods": code, "goods_text": " ".join(filter(None, ["" if is_name else written.strip(), brand.strip()]))}


def _answers(data: Mapping[str, Any], sent: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Further questions that were answered, by name. An inexact day is kept as it was said."""
    for name in ("order_no", "talked", "on_behalf"):
        if data.get(name):
            yield name, str(data[name])
    if data.get("others"):
        yield "others", "yes"
    for name in ("bought_on", "occurred_on"):
        when = data.get(name)
        if isinstance(when, Said) and (name == "bought_on" or not when.is_exact):
            yield name, when.first.isoformat() if when.is_exact else as_said(str(sent.get(name, "")), when)


def as_said(words: str, when: Said) -> str:
    """An inexact day in the words in which it was said, and what they come to: 去年十月（2025-10-01–2025-10-31）."""
    return f"{words.strip()}（{_days(when.first, when.last)}）"


def _days(first: date, last: date) -> str:
    return f"{first.isoformat()} – {last.isoformat()}"
