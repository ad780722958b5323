"""The words and signs that redaction goes by: the lists of `words.toml`, read and checked once, when the process starts."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files

from open315.core.redaction.reading import read

FILE = "words.toml"


def parsed(text: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file, as "kind.name" → its words, or its signs where it is one string.

    Raises ValueError for a list that is empty or says a word twice, and for a word that no reading of a text could hold.
    """
    found = {
        f"{kind}.{name}": tuple(each) for kind, lists in tomllib.loads(text).items() for name, each in lists.items()
    }
    for name, each in found.items():
        if not each or len(set(each)) < len(each) or not all(map(_can_be_read, each)):
            raise ValueError(
                f"{name} of {FILE} is empty, says a word twice, or has one that no text holds as it is written"
            )
    return found


def _can_be_read(word: str) -> bool:
    return word == read(word).plain.strip() != ""


_LISTS = parsed((files(__package__) / FILE).read_text(encoding="utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The words of a list, in its order: "names.fields"."""
    return _LISTS[name]


def signs(name: str) -> str:
    """The signs of a list as they stand in a class of a pattern."""
    return "".join(_LISTS[name])


def either(words: Iterable[str]) -> str:
    """The words as the alternatives of a pattern."""
    return "|".join(words)


def firsts(words: Iterable[str]) -> str:
    """The signs that the words begin with, as they stand in a class of a pattern."""
    return "".join(dict.fromkeys(word[0] for word in words))


def groupings(name: str) -> frozenset[tuple[int, ...]]:
    """The sizes of the groups that a number is written in: "3-4-4" is (3, 4, 4)."""
    return frozenset(tuple(map(int, each.split("-"))) for each in _LISTS[name])


def names() -> tuple[str, ...]:
    """Every list there is."""
    return tuple(_LISTS)
