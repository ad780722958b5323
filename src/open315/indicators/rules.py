"""Reading the dictionary, and asking it; pure. A file that contradicts itself is refused as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from open315.core.names import Names, names
from open315.indicators.types import Indicator, Level, Measure, Source, Sums

DAY = timedelta(days=1)


class WrongDictionary(ValueError):
    """The file contradicts itself; the text says where."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Every version of every indicator, in the order of the file; those of one code from the oldest on."""

    versions: Mapping[str, tuple[Indicator, ...]]
    groups: Mapping[str, Names]

    def all(self) -> list[Indicator]:
        """Every version."""
        return [each for versions in self.versions.values() for each in versions]

    def on(self, code: str, day: date) -> Indicator | None:
        """The version of `code` in force on `day`; None where there is none."""
        return next((each for each in self.versions.get(code, ()) if each.holds_on(day)), None)

    def in_force(self, day: date) -> list[Indicator]:
        """What is in force on `day`."""
        return [each for each in self.all() if each.holds_on(day)]

    def changes_between(self, code: str, first: date, last: date) -> bool:
        """Whether the definition of `code` is not one and the same on all days from `first` to `last`."""
        version = self.on(code, first)
        return version is None or not version.holds_on(last)


def parsed(data: Mapping[str, Any]) -> Dictionary:
    """The dictionary of a file. WrongDictionary for what contradicts itself."""
    units = {key: _measure(key, each) for key, each in data["units"].items()}
    groups = {key: names(each) for key, each in data["groups"].items()}
    kinds = {key: tuple((code, names(name)) for code, name in each.items()) for key, each in data["kinds"].items()}
    found: dict[str, list[Indicator]] = {}
    for each in data["indicators"]:
        found.setdefault(each["code"], []).append(_indicator(each, units, groups, kinds))
    _check(found)
    return Dictionary({code: tuple(each) for code, each in found.items()}, groups)


def _measure(key: str, each: Mapping[str, str]) -> Measure:
    return Measure(key, Names(each["zh_hant"], each["en"]), Names(each["zh_hant"], each["one"]))


def _indicator(
    each: Mapping[str, Any],
    units: Mapping[str, Measure],
    groups: Mapping[str, Names],
    kinds: Mapping[str, tuple[tuple[str, Names], ...]],
) -> Indicator:
    given = dict(each)
    phrase, single = _phrases(given.pop("phrase", {}))
    try:
        if given["group"] not in groups:
            raise KeyError(given["group"])
        known: dict[str, Any] = {
            "names": names(given.pop("name")),
            "unit": units[given.pop("unit")],
            "definition": names(given.pop("definition")),
            "phrase": names(phrase),
            "single": names(single),
            "levels": frozenset(map(Level, given.pop("levels", Level))),
            "sums": Sums(given.pop("sums", Sums.ACTIVITIES)),
            "source": Source(given.pop("source", Source.REPORTED)),
            "forms": frozenset(given.pop("forms", ())),
            "kinds": kinds[given.pop("kinds")] if "kinds" in given else (),
        }
        return Indicator(**known, **given)
    except (KeyError, TypeError, ValueError) as error:
        raise WrongDictionary(f"{each['code']}: {error}") from error


def _phrases(said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The phrase for several and the one for a single one, which English says in another way (`one`)."""
    several = {language: words for language, words in said.items() if language != "one"}
    return several, {**several, "en": said["one"]} if "one" in said else several


def _check(found: Mapping[str, Sequence[Indicator]]) -> None:
    for code, versions in found.items():
        for each in versions:
            if fault := _fault(each, found):
                raise WrongDictionary(f"{code}: {fault}")
        for before, after in pairwise(versions):
            if (before.unit, before.sums) != (after.unit, after.sums):
                raise WrongDictionary(f"{code}: another unit or another way of adding is another indicator")
            if before.valid_until != after.valid_from - DAY:
                raise WrongDictionary(f"{code}: a version does not end on the day before the next one begins")


def _fault(each: Indicator, found: Mapping[str, Sequence[Indicator]]) -> str:
    if each.valid_until is not None and each.valid_until < each.valid_from:
        return "a version ends before it begins"
    if each.part_of and each.part_of not in found:
        return f"there is no indicator {each.part_of}"
    if (each.source == Source.ROWS) != bool(each.fact):
        return "what is counted from rows names its figure, and nothing else does"
    said = [text for phrase in (each.phrase, each.single) for text in phrase.as_data().values()]
    if each.source == Source.REPORTED and any("%(n)s" not in text for text in said):
        return "its phrase has no place for the number"
    return ""
