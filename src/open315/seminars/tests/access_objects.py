"""The objects of the seminars for the access matrix, each with a twin of a city that the others do not see."""

from conftest import Cast
from open315.activities.tests.making import planned
from open315.seminars import services
from open315.seminars.models import Guest
from open315.seminars.queries import token_of
from open315.seminars.tests.making import DRAFT, agreed, item, paper
from tests.access.thing import Thing


def _guest(cast: Cast) -> int:
    """Somebody whom the province invites."""
    actor = cast.actor("secretariat")
    return services.enter_guest(planned(actor, cast.at).pk, DRAFT, actor=actor, at=cast.at).pk


def _link(cast: Cast) -> str:
    """What opens the invitation."""
    return token_of(_guest(cast))


def _item(cast: Cast) -> int:
    """A point of an agenda with its paper."""
    guest = Guest.objects.select_related("activity").get(pk=_guest(cast))
    return item(cast, guest, cast.at, paper_id=paper(cast.at)).pk


def _consensus(cast: Cast) -> int:
    """A point of consensus."""
    return agreed(cast, Guest.objects.select_related("activity").get(pk=_guest(cast))).pk


OBJECTS = {
    "seminar_guest": Thing(_guest),
    "invitation_link": Thing(_link),
    "agenda_item": Thing(_item),
    "consensus": Thing(_consensus),
}
