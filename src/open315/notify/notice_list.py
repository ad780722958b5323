"""The list of a person's own messages."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import badge, link, moment
from open315.core.pages.declared import Action, Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, choice
from open315.notify.models import Message
from open315.notify.queries import notices_of
from open315.notify.types import MessageState
from open315.notify.wording import notice_tone, notice_words


class NoticeFilters(FilterForm):
    """All messages, or those that are new."""

    state = choice(_("State"))

    def prepare(self) -> None:
        """Whether only what is new."""
        self.choose("state", [("new", pgettext_lazy("message", "New"))])


def _words(message: Message) -> SafeString:
    said = link(reverse("notify:notice", args=[message.pk]), notice_words(message.template, message.data))
    if message.state != MessageState.SENT:
        return said
    return format_html('<span class="cluster">{} {}</span>', badge(_("New"), notice_tone(message.template)), said)


def _at(message: Message) -> Any:
    return format_html(
        '<time class="faint" datetime="{}">{}</time>', message.created_at.isoformat(), moment(message.created_at)
    )


NOTICES: ListPage[Message] = ListPage(
    name="notify.notices",
    url_name="notify:notices",
    section="messages",
    permission="console:open",
    title=_("Messages"),
    filters=NoticeFilters,
    read=lambda actor, wanted: notices_of(actor, only_new=wanted.get("state") == "new"),
    order=("-pk",),
    is_counted=False,
    columns=(
        Column("words", pgettext_lazy("notice", "Message"), _words),
        Column("at", _("When"), _at, kind="nowrap"),
    ),
    actions=(
        Action(_("Mark all as read"), "notify:read_all", acts=True),
        Action(_("Messages sent out"), "notify:outgoing", permission="notify:outgoing"),
    ),
    empty=Empty(
        _("No messages yet"),
        _("You are told here when a case is given to you, comes back to you or is nearly due."),
        art="done",
    ),
)
