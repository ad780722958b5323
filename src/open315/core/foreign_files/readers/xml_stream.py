"""XML read in passing: nothing is built of it, no entity is declared, nothing outside is fetched."""

from collections.abc import Iterator
from typing import IO, Any, Protocol
from xml.parsers import expat

from open315.core.foreign_files.types import Trouble, Unreadable

CHUNK = 1 << 16
NO_ATTRIBUTES: dict[str, str] = {}


class Handler(Protocol):
    """What is called for each piece. Names come without their prefix."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text between two tags, in one piece or several."""


class Enough(Exception):
    """Raised by a handler that needs no more of the part."""


def parse(part: IO[bytes], handler: Handler) -> None:
    """Read the whole part."""
    for _ in pieces(part, handler):
        pass


def pieces(part: IO[bytes], handler: Handler) -> Iterator[None]:
    """Read the part and come back after each 64 KB of it, so that what was found can be handed on."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _first(parser, handler)
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _no_entities
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except Enough:
        yield
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable(Trouble.UNREADABLE, str(error)[:200]) from error
    finally:
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def attribute(attributes: dict[str, str], name: str) -> str:
    """The attribute of that name, whatever its prefix; "" if there is none."""
    found = attributes.get(name)
    if found is not None:
        return found
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _first(parser: Any, handler: Handler) -> Any:
    """The first element tells whether names have a prefix. Hardly any have, and taking it away costs a call for each."""

    def first(tag: str, attributes: dict[str, str]) -> None:
        start, end = handler.start, handler.end
        if ":" in tag:
            parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(tag.rpartition(":")[2], attributes)

    return first


def _no_entities(*_declared: Any) -> None:
    raise Unreadable(Trouble.UNREADABLE, "entity")
