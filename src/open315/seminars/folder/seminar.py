"""Of which seminar a row speaks, when what it tells was done, and who of its guests is meant."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.activities.folder.numbered import numbers
from open315.activities.people.rules import known_as
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column
from open315.core.folders.columns import Form
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar

if TYPE_CHECKING:
    from open315.activities.models import Activity

ACTIVITY = Column("activity", _("Activity (No.)"), needed=True)
PLACE = Column("place", _("No."), Form.NUMBER, needed=True)
NO_GUEST = _("Nobody of this body and office is on the list of guests: “%(name)s”.")
APART = "／"
"""Between the body and the office of a guest, where both stand in one cell."""
PAGES: Mapping[type, Any] = {
    of: lambda thing, _actor: reverse("seminars:guests", args=[thing.activity_id])
    for of in (Seminar, Guest, AgendaItem, Consensus)
}


def known_seminars(actor: Actor, campaign_id: int) -> Mapping[int, str]:
    """The numbers of the activities of the folder by their key."""
    return numbers(actor, campaign_id)


def when_it_was(activity: "Activity", bringing: Bringing) -> datetime:
    """When what is told of a seminar that has begun was noted: at its end, or now while it goes on."""
    return min(activity.ends_at, bringing.at)


def guest_of(activity: "Activity", body: str, office: str, *, column: str) -> Guest:
    """The guest of that body and office. InvalidInput at the column where there is none."""
    found = Guest.objects.filter(activity=activity, known_as=known_as(body, office)).first()
    if found is None:
        raise InvalidInput(NO_GUEST % {"name": f"{body}{APART}{office}"}, field=column)
    return found


def guest_words(guest: Guest) -> str:
    """A guest in one cell."""
    return f"{guest.body}{APART}{guest.office}"


def guest_in(activity: "Activity", words: str, *, column: str) -> Guest:
    """The guest whom a cell names."""
    body, _apart, office = words.replace("/", APART).partition(APART)
    return guest_of(activity, body, office, column=column)
