"""Whether a citation names law that was in force: the texts with their days are data (`seeds/texts.toml`). Pure.

texts.faults("實施條例第四十五條；民法典第二百零三條", date(2024, 7, 1), None)   # []
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

FOLDER = "open315.law.seeds"


@dataclass(frozen=True, slots=True)
class Text:
    """A law, regulation or rule as it is cited, and the days on which its numbers were these."""

    name: str
    valid_from: date
    valid_until: date | None
    read: str


@cache
def texts() -> tuple[Text, ...]:
    """Every text that may be cited, the longest name first."""
    found = (Text(each["name"], each["valid_from"], each.get("valid_until"), each["read"]) for each in _data()["texts"])
    return tuple(sorted(found, key=lambda text: -len(text.name)))


def faults(citation: str, since: date, until: date | None) -> Sequence[str]:
    """What is wrong with a citation that is valid from `since` until `until` (None: on and on); empty when all of it was in force."""
    return [fault for part in citation.split("；") for fault in _faults_of(part.strip(), since, until)]


def _faults_of(part: str, since: date, until: date | None) -> Iterator[str]:
    if part.startswith(tuple(_data()["without_text"])):
        return
    cited = [_by_name()[each[0]] for each in _names().finditer(part)]
    if not cited or not part.startswith(cited[0].name):
        yield f"{part}: no such text is known"
    for text in cited:
        if since < text.valid_from:
            yield f"{part}: in force from {text.valid_from}, cited from {since}"
        if text.valid_until is not None and (until is None or until > text.valid_until):
            yield f"{part}: in force until {text.valid_until}, cited until {until or 'now'}"


@cache
def _by_name() -> dict[str, Text]:
    return {text.name: text for text in texts()}


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text.name) for text in texts()))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(FOLDER) / "texts.toml").read_text(encoding="utf-8"))
