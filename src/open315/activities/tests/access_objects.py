"""The objects of the activities room for the access matrix, each with a twin of a city that the others do not see."""

from conftest import Cast
from open315.activities.feeds import services as feeds
from open315.activities.models import DoubleEntry
from open315.activities.tests.making import came, invited, photographed, planned
from tests.access.thing import Thing


def _activity(cast: Cast) -> int:
    """An activity of the province."""
    return planned(cast.actor("secretariat"), cast.at).pk


def _partner(cast: Cast) -> int:
    """A department that the province invited."""
    return invited(cast.actor("secretariat"), cast.at).pk


def _participation(cast: Cast) -> int:
    """Somebody who came to an activity of the province."""
    return came(cast.actor("secretariat"), cast.at).pk


def _person(cast: Cast) -> int:
    """The person who came."""
    return came(cast.actor("secretariat"), cast.at).person_id


def _proof(cast: Cast) -> int:
    """A photo of an activity of the province."""
    return photographed(cast.actor("secretariat"), cast.at).pk


def _feed(cast: Cast) -> int:
    """A calendar address of somebody of the secretariat."""
    actor = cast.actor("secretariat")
    return feeds.make_feed(actor.organisation_id or 0, with_below=False, actor=actor, at=cast.at).feed.pk


def _token(cast: Cast) -> str:
    """The address itself."""
    actor = cast.actor("secretariat")
    return feeds.make_feed(actor.organisation_id or 0, with_below=False, actor=actor, at=cast.at).token


def _pair(cast: Cast) -> int:
    """Two activities of the province that may be one."""
    first, second = sorted(_activity(cast) for _entry in range(2))
    return DoubleEntry.objects.create(first_id=first, second_id=second, why="title", noted_at=cast.at).pk


OBJECTS = {
    "double_entry": Thing(_pair),
    "calendar_feed": Thing(_feed),
    "calendar_token": Thing(_token),
    "telling_step": Thing(lambda _cast: "in"),
    "proof": Thing(_proof),
    "activity": Thing(_activity),
    "partner": Thing(_partner),
    "participation": Thing(_participation),
    "attendee": Thing(_person),
    "council_below": Thing(lambda cast: cast.bodies["wuhan"].pk),
}
