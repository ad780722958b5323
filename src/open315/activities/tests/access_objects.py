"""The objects of the activities room for the access matrix, each with a twin of a city that the others do not see."""

from conftest import Cast
from open315.activities.tests.making import came, invited, planned
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


OBJECTS = {
    "activity": Thing(_activity),
    "partner": Thing(_partner),
    "participation": Thing(_participation),
    "attendee": Thing(_person),
}
