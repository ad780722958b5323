"""Words and cells of the inbox's pages."""

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext_lazy

from open315.core import clock
from open315.core.pages.cells import badge, link
from open315.inbox.models import Enclosure, Message, StateName
from open315.inbox.queries import WAITING
from open315.inbox.rules import waited_hours
from open315.inbox.types import State, Suggestion, Why

TONES = {State.NEW: "info", State.TAKEN: "warn", State.MADE: "good", State.ADDED: "good", State.ANSWERED: "good"}
WHY = {
    Why.JUNK: gettext_lazy("Set aside as junk by a colleague."),
    Why.LOOKS_LIKE_JUNK: gettext_lazy("Set aside by itself: it shows signs of an advertisement and none of somebody who asks for help."),
    Why.STOPPED: gettext_lazy("The sender asked for no more messages."),
    Why.AUTOMATIC: gettext_lazy("A machine answered one of our mails, or told of one."),
    Why.RESUMED: gettext_lazy("The sender asked for messages again."),
}  # fmt: skip
SUGGESTED = {
    "amount": pgettext_lazy("found in a message", "Amount"),
    "occurred_on": pgettext_lazy("found in a message", "Day"),
    "phone": pgettext_lazy("found in a message", "Telephone"),
    "trader_name": pgettext_lazy("found in a message", "Trader"),
}
EXCERPT = 60
LONG = 24
"""Hours after which a message that waits is marked: people are answered within a day (`facts`)."""


def state_badge(message: Message) -> SafeString:
    """Where a message stands."""
    return badge(StateName(message.state).label, TONES.get(State(message.state), "neutral"))


def excerpt(message: Message) -> SafeString:
    """The beginning of a message, which opens it."""
    words = " ".join(message.text.split())
    shown = words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
    return link(reverse("inbox:message", args=[message.pk]), shown)


def case_link(case: Any) -> Any:
    """The number of a case, which opens it."""
    return link(reverse("cases:case", args=[case.number]), case.number) if case else ""


def marked(text: str, found: Iterable[Suggestion]) -> SafeString:
    """The text with what the readers found marked where it stands, and named."""
    pieces: list[SafeString] = []
    at = 0
    for each in found:
        pieces.append(format_html("{}", text[at : each.start]))
        pieces.append(format_html('<mark title="{}">{}</mark>', SUGGESTED[each.field], text[each.start : each.end]))
        at = each.end
    return format_html_join("", "{}", ((each,) for each in [*pieces, format_html("{}", text[at:])]))


def who_has_it(message: Message) -> str:
    """Who has taken a message; "" for nobody."""
    return str(message.account) if message.account_id else ""


def file_words(file: Enclosure, *, opens: bool) -> Any:
    """A file of a message, under a name that tells nothing; it opens for who handles messages, until it is erased."""
    words = f"{file.upload.content_type.rpartition('/')[2].upper()[:12]}, {filesizeformat(file.upload.size)}"
    if file.upload.dropped_at:
        return _("erased")
    address = reverse("inbox:file", args=[file.message_id, file.pk])
    shown = link(address, words) if opens else words
    return format_html("{} · {}", shown, _("stands with the case")) if file.passed_at else shown


def waits_words(message: Message) -> Any:
    """How long a message waits that nobody has dealt with: whole hours of the first two days, then days; warned from a day on."""
    if message.state not in WAITING:
        return ""
    hours = waited_hours(message.received_at, clock.now())
    if hours < LONG:
        return npgettext("a message waits", "%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // 24
    words = (
        npgettext("a message waits", "%(n)s hour", "%(n)s hours", hours)
        if days < 2
        else npgettext("a message waits", "%(n)s day", "%(n)s days", days)
    )
    return badge(words % {"n": hours if days < 2 else days}, "warn")


def why_words(message: Message) -> str:
    """Why a message is set aside."""
    return str(WHY.get(Why(message.aside_code), "")) if message.aside_code else ""


def sender_words(message: Message) -> str:
    """Whose message it is, masked."""
    return message.conversation.sender.masked_address or _("erased")
