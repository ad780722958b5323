"""Entering one case that was over before it came here: what stands in an old file, on one short page.

The clerk has a paper in hand, not a person on the line: the day of receipt comes first, a name and a telephone number may be
missing, and one press saves. What is refused of its end is what the verbs would refuse.
"""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.cases import services
from open315.cases.types import Channel, History, Kind, NewCase, State
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.clock import midnight
from open315.core.pages.form_pages import FormPage, PageForm, form_page
from open315.intake.commands import cents, new_case
from open315.intake.web import choices
from open315.intake.web.fields import AmountField, DayField, TelephoneField
from open315.law import codelists

CHANNELS = (Channel.DESK, Channel.HOTLINE, Channel.POST, Channel.STUDIO, Channel.MAIL, Channel.WEB, Channel.FORUM)
STATES = (State.CLOSED, State.DECLINED, State.WITHDRAWN, State.ON_RECORD)


class HistoryForm(PageForm):
    """What an old file says; only the day, a sentence and the end have to be there."""

    ROWS = (
        ("received_at", "channel", "kind"),
        ("title",),
        ("narrative",),
        ("trader_name", "place"),
        ("goods", "nature", "amount"),
        ("name", "phone"),
        ("state", "accepted_on", "closed_on"),
        ("result", "recovered"),
        ("note",),
    )

    received_at = DayField(label=gettext_lazy("Received on"))
    channel = forms.ChoiceField(label=gettext_lazy("Came by"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(label=gettext_lazy("In one sentence"), max_length=60)
    narrative = forms.CharField(
        label=gettext_lazy("What happened"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    trader_name = forms.CharField(label=gettext_lazy("Trader"), required=False, max_length=100)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    goods = forms.ChoiceField(label=pgettext_lazy("of an old case", "Goods or service"), required=False)
    nature = forms.ChoiceField(label=gettext_lazy("Nature of the problem"), required=False)
    amount = AmountField(label=gettext_lazy("Amount in yuan"), required=False, decimal_places=2)
    name = forms.CharField(label=gettext_lazy("Consumer's name"), required=False, max_length=60)
    phone = TelephoneField(label=gettext_lazy("Consumer's telephone"), required=False, max_length=60)
    state = forms.ChoiceField(label=gettext_lazy("State"))
    accepted_on = DayField(label=gettext_lazy("Accepted on"), required=False)
    closed_on = DayField(label=pgettext_lazy("case", "Closed on"), required=False)
    result = forms.ChoiceField(label=gettext_lazy("Result"), required=False)
    recovered = AmountField(label=gettext_lazy("Recovered for the consumer (yuan)"), required=False, decimal_places=2)
    note = forms.CharField(
        label=gettext_lazy("How it ended"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        blank = ("", pgettext_lazy("in a list", "Not stated"))
        self.choose("channel", [(each.value, codelists.label("channels", each.value)) for each in CHANNELS])
        self.choose("kind", [(each.value, codelists.label("kinds", each.value)) for each in Kind])
        self.choose("place", [blank, *choices.places()])
        self.choose("goods", [blank, *codelists.grouped_choices("goods")])
        self.choose("nature", [blank, *codelists.choices("natures")])
        self.choose("state", [(each.value, codelists.label("states", each.value)) for each in STATES])
        self.choose("result", [blank, *codelists.choices("results")])

    def command(self, council_id: int) -> NewCase:
        """The case as it was; only after `is_valid`."""
        data = self.cleaned_data
        received_at = midnight(data["received_at"])
        told = {name: value for name, value in data.items() if name != "received_at"}
        made = new_case(told, channel=Channel(data["channel"]), at=received_at, council_id=council_id)
        return replace(
            made,
            history=History(
                state=data["state"],
                accepted_on=data["accepted_on"],
                closed_on=data["closed_on"],
                result=data["result"],
                recovered_cents=cents(data["recovered"]),
                note=data["note"],
            ),
        )


@requires("cases:register")
@never_cache
@require_http_methods(["GET", "POST"])
def history(request: StaffRequest) -> HttpResponse:
    """One old case; afterwards its page, from which the next one is a key away."""
    actor = request.actor
    begun: dict[str, Any] = {"channel": Channel.DESK.value, "kind": Kind.COMPLAINT.value, "place": actor.region_code}
    form = HistoryForm(request.POST or None, actor=actor, initial=begun)

    def act(form: HistoryForm) -> str:
        command = form.command(actor.organisation_id or 0)
        receipt = services.record_history(command, actor=actor, at=clock.now())
        return reverse("cases:case", args=[receipt.number])

    page = FormPage(
        "desk",
        _("Enter an old case"),
        reverse("desk:desk"),
        lead=_("For a case that was over before it came here. It is counted; no time limit runs, and nobody is told."),
        crumbs=((_("Register a caller"), reverse("desk:desk")),),
        draft="desk.history",
    )
    return form_page(request, form, act, page, _("The case is entered as history."))
