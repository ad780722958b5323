"""The page of one's own calendar addresses."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.activities.feeds.queries import own
from open315.activities.models import Feed
from open315.core.access import Actor
from open315.core.pages.cells import moment
from open315.core.pages.declared import Action, Column, Empty, ListPage
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

NEW = Action(
    _("New address"), "activities:feed_new", icon="plus", kind="primary", key="+", permission="activities:read"
)


def _read(actor: Actor, _wanted: Mapping[str, Any]) -> QuerySet[Feed]:
    return own(actor)


def _revoke(feed: Feed) -> Confirm:
    words = _("Calendar programs that read it get nothing any more. What they have already stays there.")
    return Confirm(_("Revoke the address"), reverse("activities:feed_revoke", args=[feed.pk]), words)


FEEDS: ListPage[Feed] = ListPage(
    name="feeds",
    url_name="activities:feeds",
    section="activities",
    permission="activities:read",
    title=_("Activities in your own calendar"),
    lead=_(
        "Your calendar program reads an address by itself, about once an hour: what is planned, postponed and cancelled stands in your telephone. Whoever has an address can read it; take it back when a device is lost."
    ),
    read=_read,
    order=("-created_at", "-pk"),
    columns=(
        Column("council", _("Council"), lambda each: named(each.council)),
        Column("below", _("With the councils below it"), lambda each: _("yes") if each.with_below else _("no")),
        Column("created_at", _("Made"), lambda each: moment(each.created_at), kind="nowrap"),
        Column("steps", _("Steps"), _revoke, kind="actions", quiet=True),
    ),
    actions=(NEW,),
    empty=Empty(
        _("No address yet"),
        _("Make one and copy it into the calendar program of your telephone or computer."),
        art="inbox",
        action=NEW,
    ),
)
