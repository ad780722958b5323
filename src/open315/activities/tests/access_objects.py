"""The object of the activities room for the access matrix, with a twin of a city that the others do not see."""

from conftest import Cast
from open315.activities.tests.making import planned
from tests.access.thing import Thing


def _activity(cast: Cast) -> int:
    """An activity of the province."""
    return planned(cast.actor("secretariat"), cast.at).pk


OBJECTS = {"activity": Thing(_activity)}
