"""Code lists as data: one TOML file a list, names in Traditional Chinese and English, dated where a vocabulary drifts (ADR 0021).

A code never changes its meaning and is never removed: an old one gets `valid_until` and `becomes`, so that the figures of
earlier years can be told in today's words. `aliases` are other names by which sheets call it.

Here are the lists that the law and the statistics name. A room adds the folder of its own with `add_lists` when it starts.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from open315.core.names import Names, enumerated, names, taken
from open315.core.text import fold

Choice = tuple[str, Any]
_packages: dict[str, None] = {__name__: None}
"""The packages whose folders hold lists, in the order in which they were added."""


def add_lists(package: str) -> None:
    """Let the lists in the folder of `package` be found too. ValueError when a list of that name is there already."""
    if package in _packages:
        return
    if doubled := set(list_names()) & set(_names_in(package)):
        raise ValueError(f"there are two code lists called {sorted(doubled)[0]!r}")
    _packages[package] = None


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list. `facts` are the list's own attributes, for example `solved` of a result."""

    code: str
    names: Names
    group: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    becomes: str = ""
    solved: bool = False
    kinds: tuple[str, ...] = ()

    def holds_on(self, day: date | None) -> bool:
        """Whether the code is in use on `day`; None asks for what is in use now, that is for codes without an end."""
        if day is None:
            return self.valid_until is None
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list: its codes in order, and the names of its groups."""

    name: str
    codes: dict[str, Code]
    groups: dict[str, Names]


@cache
def code_list(name: str) -> CodeList:
    """The list `name`. LookupError if there is none; ValueError if its file is wrong."""
    for package in _packages:
        if name in _names_in(package):
            return _parsed(name, tomllib.loads((files(package) / f"{name}.toml").read_text(encoding="utf-8")))
    raise LookupError(f"there is no code list {name!r}")


def list_names() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(sorted(name for package in _packages for name in _names_in(package)))


def _names_in(package: str) -> list[str]:
    return [each.name.removesuffix(".toml") for each in files(package).iterdir() if each.name.endswith(".toml")]


def codes(name: str, on: date | None = None) -> tuple[str, ...]:
    """The codes in use on the day `on` (default: now)."""
    return tuple(each.code for each in code_list(name).codes.values() if each.holds_on(on))


def choices(name: str, lang: str | None = None, on: date | None = None, kind: str = "") -> list[Choice]:
    """(code, label) in order. Labels speak the reader's language when shown, or `lang`. `kind` leaves out codes for other kinds."""
    found = [each for each in code_list(name).codes.values() if each.holds_on(on)]
    return [(each.code, _label(each, lang)) for each in found if not kind or not each.kinds or kind in each.kinds]


def grouped_choices(name: str, lang: str | None = None, on: date | None = None) -> list[tuple[Any, list[Choice]]]:
    """The choices under the names of their groups, as select fields take them."""
    wanted = code_list(name)
    grouped = [
        (
            names,
            [
                (each.code, _label(each, lang))
                for each in wanted.codes.values()
                if each.group == group and each.holds_on(on)
            ],
        )
        for group, names in wanted.groups.items()
    ]
    return [(names.in_language(lang) if lang else names, found) for names, found in grouped if found]


def label(name: str, code: str) -> Names:
    """The name of a code, old ones included; an unknown code is its own name, so that old data stays readable."""
    found = code_list(name).codes.get(code)
    return found.names if found else Names(code)


def labels(name: str, found: Iterable[str]) -> str:
    """The names of several codes in one line."""
    return enumerated(label(name, code) for code in found)


def entry(name: str, code: str) -> Code:
    """The whole entry. LookupError if the list has no such code."""
    try:
        return code_list(name).codes[code]
    except KeyError:
        raise LookupError(f"code list {name} has no code {code!r}") from None


def present(name: str, code: str) -> str:
    """The code that stands for `code` today; for comparing years."""
    found = code_list(name).codes.get(code)
    return present(name, found.becomes) if found and found.becomes else code


def solved_results() -> frozenset[str]:
    """The results that count as "solved" (解決) in the statistics."""
    return frozenset(each.code for each in code_list("results").codes.values() if each.solved)


def find(name: str, text: str) -> str:
    """The code whose code, name or alias is `text`, in either script, with or without the ending 類; "" if none."""
    return _by_name(name).get(_key(text), "")


def named_in(name: str, text: str) -> tuple[str, ...]:
    """The codes whose names or aliases stand in `text`, in order, the longest name first where several overlap: 退貨退款 names two."""
    key, found, at = _key(text), [], 0
    known = [each for each in sorted(_by_name(name), key=len, reverse=True) if len(each) > 1 and not each.isascii()]
    while at < len(key):
        here = next((each for each in known if key.startswith(each, at)), "")
        if here:
            found.append(_by_name(name)[here])
        at += len(here) or 1
    return tuple(dict.fromkeys(found))


@cache
def _by_name(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in code_list(name).codes.values():
        for text in (each.code, each.names.zh_hant, *each.names.translations(), *each.aliases):
            found.setdefault(_key(text), each.code)
    found.pop("", None)
    return found


def _key(text: str) -> str:
    return fold(text.strip()).replace(" ", "").replace("、", "").removesuffix("类")


def _label(code: Code, lang: str | None) -> Any:
    return code.names.in_language(lang) if lang else code.names


def _parsed(name: str, data: dict[str, Any]) -> CodeList:
    found: dict[str, Code] = {}
    groups = {key: names(each) for key, each in data.get("groups", {}).items()}
    for each in data["codes"]:
        code = Code(
            names=taken(each),
            aliases=tuple(each.pop("aliases", ())),
            kinds=tuple(each.pop("kinds", ())),
            **each,
        )
        if code.code in found or (code.group and code.group not in groups):
            raise ValueError(f"code list {name}: {code.code} is there twice, or its group is unknown")
        found[code.code] = code
    if lost := {each.becomes for each in found.values() if each.becomes} - set(found):
        raise ValueError(f"code list {name}: {sorted(lost)} do not exist")
    return CodeList(name, found, groups)
