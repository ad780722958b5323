"""A text in the languages people wrote it in, shown in the reader's (ADR 0017).

Data files (packs, code lists) hold such texts as `{ zh_hant = …, en = … }`, tables in a `core.translations.TranslationsField`,
events and messages as `Names.as_data()`: the same keys everywhere, the language's code with "_".
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.utils.translation import get_language

from open315.core.text import to_simplified

SOURCE = "zh-hant"
"""The language every such text has: names of bodies and places, articles, themes are law in it, and found by it."""
DERIVED = {"zh-hans": to_simplified}
"""Languages that are made from the source and never stored (ADR 0013)."""


class Names:
    """Traditional Chinese, and what other languages say. `str()` speaks the language that is active then, so it may be kept and shown later.

    A reader whose language has no text gets the Chinese one; of a text without Chinese, whatever there is. Blank texts count as
    none. Two are equal that say the same in every language.
    """

    __slots__ = ("_texts",)
    _texts: dict[str, str]

    def __init__(self, zh_hant: str = "", en: str = "", **others: str) -> None:
        given = {"zh_hant": zh_hant, "en": en, **others}
        self._texts = {key: text for key, text in given.items() if text}

    @property
    def zh_hant(self) -> str:
        """In Traditional Chinese; "" when there is none."""
        return self._texts.get("zh_hant", "")

    @property
    def en(self) -> str:
        """In English; "" when there is none."""
        return self._texts.get("en", "")

    @property
    def others(self) -> dict[str, str]:
        """What is written in languages other than the source, by key."""
        return {key: text for key, text in self._texts.items() if key != _key(SOURCE)}

    def written(self, language: str) -> str:
        """What was written in `language` itself; "" when nothing was."""
        return self._texts.get(_key(language), "")

    def in_language(self, language: str) -> str:
        """What a reader of `language` is shown."""
        if own := self._texts.get(_key(language)):
            return own
        if (text := self.zh_hant) and language in DERIVED:
            return _derived(language, text)
        return text or next(iter(self._texts.values()), "")

    def translations(self) -> list[str]:
        """One text for each language of `other_languages`, "" where there is none: the columns of a list."""
        return [self.written(code) for code in other_languages()]

    def translated(self) -> list[tuple[str, str]]:
        """Language and text of each translation there is."""
        return [(code, text) for code in other_languages() if (text := self.written(code))]

    def renamed(self, zh_hant: str) -> "Names":
        """The same translations beside another Chinese text."""
        return Names(zh_hant, **self.others)

    def as_data(self) -> dict[str, str]:
        """As events, messages and answers of the API hold it; `from_data` reads it."""
        return {"zh_hant": self.zh_hant, **self.others}

    @staticmethod
    def is_data(value: Any) -> bool:
        """Whether stored data is `as_data()` of a text."""
        return (
            isinstance(value, Mapping) and "zh_hant" in value and all(isinstance(each, str) for each in value.values())
        )

    @classmethod
    def from_data(cls, value: Any) -> "Names":
        """Stored data as a text, whatever languages there were when it was stored; a plain text is Chinese or of no language."""
        return cls(**value) if isinstance(value, Mapping) else cls(str(value or ""))

    def __str__(self) -> str:
        return self.in_language(get_language() or SOURCE)

    def __repr__(self) -> str:
        return f"Names({', '.join(f'{key}={text!r}' for key, text in self._texts.items())})"

    def __bool__(self) -> bool:
        return bool(self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __deepcopy__(self, _known: Any) -> Self:
        return self


Translated = Names | Mapping[str, str]
"""What commands take as the translations of a text: a whole text, or its others by key."""


@lru_cache(maxsize=4096)
def _derived(language: str, text: str) -> str:
    return DERIVED[language](text)


def _key(language: str) -> str:
    return language.replace("-", "_")


def other_languages() -> list[str]:
    """The codes of the interface's languages in which such texts are translated, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES if code != SOURCE and code not in DERIVED]


def keys() -> set[str]:
    """The keys a text may have in a data file."""
    return {_key(each) for each in (SOURCE, *other_languages())}


class Filled:
    """A translatable template with translatable parts in its named places; `str()` speaks the language that is active then."""

    __slots__ = ("_parts", "_template")

    def __init__(self, template: Any, **parts: Any) -> None:
        self._template, self._parts = template, parts

    def __str__(self) -> str:
        return str(self._template) % {name: str(part) for name, part in self._parts.items()}


NO_NAME = Names()
_BETWEEN = Names("、", ", ")
_AFTER_LABEL = Names("：", ": ")


def enumerated(items: Iterable[Any]) -> str:
    """The items in one line, with the mark the reader's language puts between them."""
    return str(_BETWEEN).join(map(str, items))


def labelled(label: Any, words: Any) -> str:
    """The words behind their label, with the colon of the reader's language between them."""
    return f"{label}{after_label()}{words}"


def after_label() -> str:
    """The colon of the reader's language, with the blank that belongs to it."""
    return str(_AFTER_LABEL)


def names(data: Any) -> Names:
    """`{"zh_hant": …, "en": …}` or a plain text of a data file as `Names`. ValueError for anything else."""
    if isinstance(data, str):
        return Names(data)
    if isinstance(data, Mapping) and set(data) <= keys():
        return Names(**{key: str(text) for key, text in data.items()})
    raise ValueError(f"not a name: {data!r}")


def taken(data: dict[str, Any]) -> Names:
    """The texts of an entry of a data file, which are taken out of it."""
    return names({key: data.pop(key) for key in sorted(keys() & set(data))})
