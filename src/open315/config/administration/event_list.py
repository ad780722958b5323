"""The list of events that could not be delivered."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.pages.cells import badge, moment
from open315.core.pages.declared import Column, Empty, ListPage
from open315.core.pages.steps import Confirm, Press
from open315.core.undelivered.queries import troubled

if TYPE_CHECKING:
    from open315.core.outbox.models import OutboxEvent


def _event(event: "OutboxEvent") -> SafeString:
    return format_html('<span><code>{}</code> <span class="faint">{}</span></span>', event.name, event.pk)


def _state(event: "OutboxEvent") -> SafeString:
    if event.state == "dead":
        return badge(gettext_lazy("Waits for you"), "bad")
    return badge(_("Again at %(at)s") % {"at": moment(event.available_at)[-5:]}, "warn")


def _steps(event: "OutboxEvent") -> Any:
    again = Press(gettext_lazy("Try again"), reverse("administration:event_retry", args=[event.pk]))
    if event.state != "dead":
        return again
    give_up = Confirm(
        gettext_lazy("Give up"),
        reverse("administration:event_discard", args=[event.pk]),
        gettext_lazy("This event will never be delivered. What it should have started does not happen."),
        reason_label=gettext_lazy("Why is it not needed any more?"),
    )
    return again, give_up


EVENTS: "ListPage[OutboxEvent]" = ListPage(
    name="events",
    url_name="administration:events",
    section="events",
    permission="system:events",
    title=gettext_lazy("Undelivered events"),
    lead=gettext_lazy(
        "What happened is passed on in the background: notices, search, documents. What fails is tried again with growing pauses, and after eight times waits here for you."
    ),
    read=lambda actor, _wanted: troubled(actor),
    order=("-pk",),
    is_counted=False,
    columns=(
        Column("event", gettext_lazy("Event"), _event),
        Column("at", gettext_lazy("When"), lambda event: moment(event.created_at, seconds=True), kind="nowrap"),
        Column("state", gettext_lazy("State"), _state),
        Column("error", gettext_lazy("Last error"), lambda event: event.last_error),
        Column("steps", gettext_lazy("Steps"), _steps),
    ),
    empty=Empty(
        gettext_lazy("Everything is delivered"),
        gettext_lazy("Events that fail again and again appear here."),
        art="done",
    ),
    template="config/admin/events.html",
)
