"""Whom a note names: "@" before a log-in or a name, as people write it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

SIGNS = "@＠"
"""On Chinese keyboards the sign is as wide as a character."""


def names_in(text: str, handles: Mapping[str, int]) -> list[int]:
    """Who is named, once each, in the order of the text. `handles` are log-ins and names; the longest that fits counts.

    An address of e-mail names nobody: its sign stands behind a letter.
    """
    return list(dict.fromkeys(_found(text, _longest_first(handles), handles)))


def _longest_first(handles: Iterable[str]) -> list[str]:
    return sorted(filter(None, handles), key=len, reverse=True)


def _found(text: str, wanted: list[str], handles: Mapping[str, int]) -> Iterator[int]:
    for sign in re.finditer(f"(?<![A-Za-z0-9._-])[{SIGNS}]", text):
        rest = text[sign.end() :].casefold()
        for handle in wanted:
            if rest.startswith(handle.casefold()) and not _goes_on(handle, rest[len(handle) :]):
                yield handles[handle]
                break


def _goes_on(handle: str, rest: str) -> bool:
    """Whether a Latin name is only the beginning of a longer one; Chinese ones end where the text goes on."""
    return handle[-1].isascii() and bool(re.match(r"[a-z0-9_-]|\.[a-z0-9]", rest))
