"""A name in two written languages, shown in the reader's: what the data files (packs, code lists) hold for people to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from open315.core.text import to_simplified


@dataclass(frozen=True, slots=True)
class Names:
    """Traditional Chinese and English. `str()` speaks the language that is active then, so it may be kept and shown later."""

    zh_hant: str
    en: str = ""

    def __str__(self) -> str:
        return self.in_language(get_language() or "zh-hant")

    def __bool__(self) -> bool:
        return bool(self.zh_hant or self.en)

    def in_language(self, language: str) -> str:
        """The name in `language`; an English reader gets the Chinese name where there is no English one."""
        if language == "en" and self.en:
            return self.en
        return _simplified(self.zh_hant) if language == "zh-hans" else self.zh_hant


@lru_cache(maxsize=4096)
def _simplified(text: str) -> str:
    return to_simplified(text)


NO_NAME = Names("")
_BETWEEN = Names("、", ", ")


def enumerated(items: Iterable[Any]) -> str:
    """The items in one line, with the mark the reader's language puts between them."""
    return str(_BETWEEN).join(map(str, items))


def names(data: Any) -> Names:
    """`{"zh_hant": …, "en": …}` or a plain text of a data file as `Names`. ValueError for anything else."""
    if isinstance(data, str):
        return Names(data)
    if isinstance(data, Mapping) and set(data) <= {"zh_hant", "en"}:
        return Names(str(data.get("zh_hant", "")), str(data.get("en", "")))
    raise ValueError(f"not a name: {data!r}")
