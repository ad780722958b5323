"""The object of phrases for the access matrix: one of Wuhan's council, and its twin, a clerk's own of Huangshi."""

from open315.phrases.tests.making import phrase
from tests.access.thing import Thing

OBJECTS = {
    "phrase": Thing(
        lambda cast: phrase(cast).pk,
        lambda cast: phrase(cast, "huangshi_clerk", is_own=True).pk,
    )
}
