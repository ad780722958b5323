"""The object of the inbox for the access matrix: a message to Wuhan, and its twin to Huangshi that Wuhan does not see."""

from open315.inbox.tests.making import message, told
from tests.access.thing import Thing

OBJECTS = {
    "message": Thing(
        lambda cast: message(cast, told("own")).pk,
        lambda cast: message(cast, told("foreign"), "huangshi").pk,
    )
}
