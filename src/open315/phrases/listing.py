"""The list of phrases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Action, Column, Empty, ListPage, Tab
from open315.core.pages.filters import FilterForm, choice, words
from open315.core.ui.templatetags.ui import named
from open315.phrases.forms import USES, WHOSE
from open315.phrases.models import Phrase
from open315.phrases.queries import listed

PHRASES_WORDS = _("Phrases")
SHOWN = {"": pgettext_lazy("phrases", "In use"), "retired": pgettext_lazy("phrases", "Retired")}


class PhraseFilters(FilterForm):
    """Those in use, unless the retired ones are asked for."""

    WITHOUT_CHIP = frozenset({"show"})

    show = forms.ChoiceField(
        label=pgettext_lazy("phrases", "Show"), required=False, choices=list(SHOWN.items()), widget=forms.HiddenInput
    )
    words = words(pgettext_lazy("phrases", "Words"))
    use = choice(pgettext_lazy("a phrase", "For"))
    whose = choice(pgettext_lazy("a phrase", "Whose"))

    def prepare(self) -> None:
        """The choices, in words."""
        self.choose("use", list(USES.items()))
        self.choose("whose", list(WHOSE.items()))


def _tabs(form: FilterForm) -> Sequence[Tab]:
    now = form.wanted().get("show", "")
    return [Tab(label, form.address(show=key), key == now) for key, label in SHOWN.items()]


def _whose(each: Phrase) -> Any:
    return WHOSE["own"] if each.account_id is not None else named(each.organisation)


def _linked(each: Phrase) -> SafeString:
    return link(reverse("phrases:phrase", args=[each.pk]), text(each.name))


ADD = Action(_("Add a phrase"), "phrases:add", icon="plus", kind="primary", key="+", permission="phrases:use")
PHRASES: ListPage[Phrase] = ListPage(
    name="phrases",
    url_name="phrases:list",
    section="phrases",
    permission="phrases:use",
    title=PHRASES_WORDS,
    lead=_("What the office writes again and again. Each stands below the field of a note, a message or an answer, filled with what the case knows."),
    filters=PhraseFilters,
    read=listed,
    order=("name", "pk"),
    columns=(
        Column("name", pgettext_lazy("a phrase", "Name"), _linked, order=("name", "pk")),
        Column("text", pgettext_lazy("a phrase", "Text"), lambda each: text(each.text)),
        Column("use", pgettext_lazy("a phrase", "For"), lambda each: USES.get(each.use, each.use), kind="nowrap"),
        Column("whose", pgettext_lazy("a phrase", "Whose"), _whose),
        Column("changed_at", _("Changed"), lambda each: moment(each.changed_at), kind="nowrap", order=("changed_at", "pk")),
    ),
    tabs=_tabs,
    actions=(ADD,),
    empty=Empty(_("No phrases"), _("Add what you write often; it will stand below the fields of notes and messages."), action=ADD),
)  # fmt: skip
