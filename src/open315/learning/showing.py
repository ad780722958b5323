"""Suggestions made ready for a page that shows some (`learning/suggested.html`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from open315.law import codelists
from open315.learning import queries
from open315.learning.types import REST, Subject, Suggested

SUBJECTS = {
    Subject.KIND: pgettext_lazy("what is suggested", "Kind of matter"),
    Subject.GOODS: pgettext_lazy("what is suggested", "Goods or service"),
    Subject.NATURE: pgettext_lazy("what is suggested", "Nature"),
}
LISTS = {**queries.LISTS, Subject.KIND: "kinds"}
WHOLE = 100


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A code in words, and its share in per cent."""

    code: str
    words: Any
    percent: int


@dataclass(frozen=True, slots=True)
class SuggestedShown:
    """What is suggested of one subject, in words."""

    subject: Subject
    words: Any
    codes: Sequence[CodeShown]
    because: Sequence[str]


def code_words(subject: str, code: str) -> Any:
    """A code of a subject in words."""
    if code == REST:
        return pgettext_lazy("codes of a model", "All others")
    return codelists.label(LISTS[Subject(subject)], code)


def per_cent(share: float) -> int:
    """A share of one in whole per cent; 100 and 0 only where it is just that."""
    whole = round(share * WHOLE)
    return min(WHOLE - 1, max(1, whole)) if 0 < share < 1 else whole


def ready(found: Iterable[Suggested]) -> list[SuggestedShown]:
    """Suggestions as a page shows them."""
    return [
        SuggestedShown(
            each.subject,
            SUBJECTS[each.subject],
            [CodeShown(one.code, code_words(each.subject, one.code), per_cent(one.share)) for one in each.likely],
            each.because,
        )
        for each in found
    ]


def kinds_likeliest_first(found: Iterable[SuggestedShown], kinds: Sequence[str]) -> list[str]:
    """The kinds in their order, the likeliest before the others."""
    first = [each.codes[0].code for each in found if each.subject == Subject.KIND]
    return sorted(kinds, key=lambda kind: kind not in first)
