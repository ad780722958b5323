"""The addresses by which a guest comes in, what the invitation says, and the way from an activity to its seminar."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.activities.details import ActivityShown, span
from open315.activities.types import Kind
from open315.core.names import Names
from open315.core.pages.declared import Go
from open315.seminars.models import Guest, Seminar
from open315.seminars.queries import token_of

if TYPE_CHECKING:
    from open315.activities.models import Activity


def reply_address(guest: Guest) -> str:
    """The whole address of a guest's own page."""
    return settings.SITE_URL.rstrip("/") + reverse("invitation:reply", args=[token_of(guest.pk)])


def door_address(guest: Guest) -> str:
    """What a badge bears: the desk's page of this guest, for staff who are signed in."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('seminars:door', args=[guest.activity_id])}?code={guest.code}"


def invitation_data(seminar: Seminar, activity: "Activity | None" = None) -> dict[str, Any]:
    """What a mail says of a seminar; nothing of the guest."""
    activity = activity or seminar.activity
    return {
        "title": activity.title_in.as_data(),
        "when": span(activity),
        "venue": Names(activity.venue).as_data(),
        "council": activity.council.name_in.as_data(),
        "words": Names(seminar.words).as_data() if seminar.words else "",
        "reply_by": seminar.reply_by.isoformat() if seminar.reply_by else "",
    }


def from_activity(shown: ActivityShown) -> Iterator[Go]:
    """The button on the page of an activity that leads to its guests."""
    if shown.activity.kind == Kind.SEMINAR:
        yield Go(_("Guests and reception"), reverse("seminars:detail", args=[shown.activity.pk]), icon="people")
