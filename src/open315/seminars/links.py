"""The addresses by which a guest comes in, what the invitation says, whom a change concerns, and the way from an activity to its guests."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from open315.activities.details import ActivityShown, span
from open315.core.names import Names
from open315.core.pages.declared import Go
from open315.seminars.models import Guest, Seminar
from open315.seminars.queries import hearing, token_of

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


def told_words(activity: "Activity") -> Iterator[str]:
    """How many guests hear when the activity is postponed or cancelled, and how."""
    by_mail, others = hearing(activity.pk)
    if by_mail:
        yield gettext("Invited guests who hear of it by e-mail: %(n)s.") % {"n": by_mail}
    if others:
        yield gettext("Invited guests to be told by you on paper or by telephone: %(n)s.") % {"n": others}


def from_activity(shown: ActivityShown) -> Iterator[Go]:
    """The button on the page of an activity that leads to its guests."""
    yield Go(_("Guests and reception"), reverse("seminars:detail", args=[shown.activity.pk]), icon="people")
