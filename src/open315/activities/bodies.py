"""When two names are one body's, and which body of ours has a name: in whichever script, width and spacing somebody wrote it."""

from collections.abc import Iterable

from open315.core.text.folding import letters
from open315.org import queries as org


def as_compared(name: str) -> str:
    """The name by its letters and digits alone, in one script: 武漢市政協 and 武汉市　政协 are one. A name of signs only is what it is."""
    return letters(name) or name.strip()


def is_among(name: str, others: Iterable[str]) -> bool:
    """Whether one of the others names the same body."""
    return as_compared(name) in map(as_compared, others)


def ids_by_name() -> dict[str, int]:
    """The active bodies of ours by their names as they are compared."""
    return {as_compared(body.name): body.id for body in org.active_bodies()}
