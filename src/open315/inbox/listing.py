"""The list of the messages that came in."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import moment
from open315.core.pages.declared import Action, Column, Empty, ListPage, Tab
from open315.core.pages.filters import FilterForm, day, words
from open315.core.ui.templatetags.ui import named
from open315.inbox.drawing import case_link, excerpt, sender_words, state_badge, waits_words, who_has_it
from open315.inbox.models import Message
from open315.inbox.queries import listed
from open315.law import codelists
from open315.org import queries as org

INBOX = pgettext_lazy("messages that came in", "Inbox")
SHOWN = {
    "": pgettext_lazy("messages", "Waiting"),
    "done": pgettext_lazy("messages", "Done"),
    "aside": pgettext_lazy("messages", "Set aside"),
    "all": pgettext_lazy("messages", "All"),
}


class InboxFilters(FilterForm):
    """What waits, of all councils that one sees, unless something else is asked for."""

    WITHOUT_CHIP = frozenset({"show"})

    show = forms.ChoiceField(
        label=pgettext_lazy("messages", "Show"), required=False, choices=list(SHOWN.items()), widget=forms.HiddenInput
    )
    words = words(pgettext_lazy("messages", "Words"))
    first = day(_("From"))
    last = day(_("To"))
    council = forms.TypedChoiceField(label=_("Council"), required=False, coerce=int, empty_value=None)
    mine = forms.ChoiceField(label=_("Taken by"), required=False, choices=[("", _("All")), ("1", _("Me"))])

    def prepare(self) -> None:
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _tabs(form: FilterForm) -> Sequence[Tab]:
    now = form.wanted().get("show", "")
    return [Tab(label, form.address(show=key), key == now) for key, label in SHOWN.items()]


MESSAGES: ListPage[Message] = ListPage(
    name="inbox",
    url_name="inbox:list",
    section="inbox",
    permission="inbox:read",
    title=INBOX,
    lead=_("What people wrote to the council. Open a message to make a case of it, answer it or set it aside; the oldest stand first."),
    filters=InboxFilters,
    read=listed,
    order=("received_at", "pk"),
    columns=(
        Column("text", pgettext_lazy("column", "Message"), excerpt),
        Column("sender", pgettext_lazy("of a message", "From"), sender_words, kind="nowrap"),
        Column("channel", _("Came by"), lambda each: codelists.label("channels", each.channel), kind="nowrap"),
        Column("waits", pgettext_lazy("column of messages", "Waits"), waits_words, kind="nowrap"),
        Column("received_at", pgettext_lazy("message", "Received"), lambda each: moment(each.received_at), kind="nowrap", order=("received_at", "pk")),
        Column("state", _("State"), state_badge, kind="nowrap"),
        Column("who", pgettext_lazy("message", "With"), who_has_it),
        Column("case", _("Case"), lambda each: case_link(each.conversation.case), kind="nowrap"),
        Column("council", _("Council"), lambda each: named(each.council)),
    ),
    tabs=_tabs,
    actions=(Action(_("Bring in a file"), "inbox:bring", icon="import", permission="inbox:handle"),),
    empty=Empty(_("Nothing waits"), _("Every message has been dealt with. What comes in by short message or e-mail appears here by itself."), art="inbox"),
)  # fmt: skip
