"""One mail, of whatever bytes: read, and taken in for the council whose address it was sent to."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from open315.core.access import Actor, ActorKind
from open315.core.errors import Unavailable
from open315.inbox.channels.mail import addresses
from open315.inbox.channels.mail.letters import Place, receive_letter
from open315.inbox.channels.mail.reading import read
from open315.inbox.types import Received
from open315.org import queries as org

ACTOR = Actor(kind=ActorKind.CLIENT, label="mail")


def take(raw: bytes, *, at: datetime, receivers: Iterable[str] = (), place: Place | None = None) -> Received:
    """Take one mail in. Unavailable on a site without councils, and while its files cannot be kept."""
    letter, envelope = read(raw), tuple(receivers)
    own = addresses.own_of((*envelope, *letter.receivers), settings.MAIL_ADDRESSES)
    council_id = _council_of(addresses.known(settings.MAIL_ADDRESSES).get(own, ""))
    return receive_letter(letter, council_id=council_id, actor=ACTOR, at=at, place=place, receivers=envelope)


def _council_of(region: str) -> int:
    body = org.council_for_region(region) if region else None
    body = body or next(iter(org.councils()), None)
    if body is None:
        raise Unavailable("there is no council that could take this mail")
    return body.id
