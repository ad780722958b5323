"""The objects of the inbox for the access matrix: a message to Wuhan with a file, and its twin to Huangshi that Wuhan does not see."""

from typing import Any

from open315.core.uploads import services as uploads
from open315.inbox.models import Enclosure
from open315.inbox.tests.letters import picture_file
from open315.inbox.tests.making import AT, message, told
from tests.access.thing import Thing, once


def file_of(cast: Any, name: str, body: str) -> int:
    """A file that came with the message of the matrix."""
    row = once(cast, f"inbox.{name}", lambda cast: message(cast, told(name), body))
    upload = uploads.receive(picture_file(), at=AT)
    uploads.claim([upload.pk], AT)
    return Enclosure.objects.create(message=row, upload=upload).pk


OBJECTS = {
    "message": Thing(
        lambda cast: once(cast, "inbox.own", lambda cast: message(cast, told("own"))).pk,
        lambda cast: once(cast, "inbox.foreign", lambda cast: message(cast, told("foreign"), "huangshi")).pk,
    ),
    "message_file": Thing(
        lambda cast: file_of(cast, "own", "wuhan"),
        lambda cast: file_of(cast, "foreign", "huangshi"),
    ),
}
