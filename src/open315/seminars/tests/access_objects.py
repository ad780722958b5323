"""The objects of the seminars for the access matrix, each with a twin of a city that the others do not see."""

from conftest import Cast
from open315.activities.tests.making import planned
from open315.seminars import services
from open315.seminars.queries import token_of
from open315.seminars.tests.making import DRAFT
from tests.access.thing import Thing


def _guest(cast: Cast) -> int:
    """Somebody whom the province invites."""
    actor = cast.actor("secretariat")
    return services.enter_guest(planned(actor, cast.at).pk, DRAFT, actor=actor, at=cast.at).pk


def _link(cast: Cast) -> str:
    """What opens the invitation."""
    return token_of(_guest(cast))


OBJECTS = {"seminar_guest": Thing(_guest), "invitation_link": Thing(_link)}
