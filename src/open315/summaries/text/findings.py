"""What does not hold in the words of a text: rank, majority, rise and fall said of figures that say something else, figures without rows.

The claims are those that chapters make themselves (`core.chapters.claims`), read out of the sentences that people wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from open315.core.chapters import Reader
from open315.core.chapters.claims import Claim, Leaders, Majority, Moved
from open315.core.chapters.ranking import NOT_RANKED
from open315.core.facts import Breakdown
from open315.core.facts.types import TOGETHER
from open315.summaries.models import Passage, Text
from open315.summaries.text.counting import Counted, fact_of, found_of
from open315.summaries.text.marks import BEFORE, NOW
from open315.summaries.text.rules import marks_in

MOST = re.compile(r"最多|最高|居首|首位|第一位|名列第一|排名第一|\bmost\b|\blargest\b|\bhighest\b", re.IGNORECASE)
MAJORITY = re.compile(r"過半|过半|半數以上|半数以上|大多數|大多数|大部分|more than half|majority", re.IGNORECASE)
ROSE = re.compile(r"上升|增長|增长|增加|提高|上漲|上涨|\brose\b|increased|\bgrew\b", re.IGNORECASE)
FELL = re.compile(r"下降|減少|减少|降低|回落|\bfell\b|decreased|dropped", re.IGNORECASE)
SAME = re.compile(r"持平|did not change", re.IGNORECASE)
SENTENCE, CLAUSE = re.compile(r"[。！？\n]|\.\s"), re.compile(r"[，,；;、。！？\n]|\.\s")
CHANGE, SHARE = ".change", ".share"
Marks = Sequence[Mapping[str, Any]]


def findings(text: Text, passages: Iterable[Passage], counted: Counted) -> list[tuple[int | None, str]]:
    """What does not hold, in words, each with the passage it is about: of the counted chapters, then of the words themselves."""
    with translation.override(text.language):
        found: list[tuple[int | None, str]] = [(None, words) for words in counted.faults]
        for passage in passages:
            found += [(passage.pk, words) for words in _in_passage(passage.words, text.marks, counted)]
        return list(dict.fromkeys(found))


def _in_passage(words: str, marks: Marks, counted: Counted) -> Iterator[str]:
    for number in dict.fromkeys(marks_in(words)):
        if counted.figures.get(number) is None:
            yield _("The figure {%(n)s} (%(label)s) cannot be counted: there are no rows for it.") % {
                "n": number,
                "label": marks[number - 1].get("label", ""),
            }
    for claim in claims_in(words, marks, counted.readers):
        yield from claim.faults()


def claims_in(words: str, marks: Marks, readers: Mapping[str, Reader]) -> Iterator[Claim]:
    """What the sentences say of the figures in them."""
    for sentence in SENTENCE.split(words):
        if MAJORITY.search(sentence):
            yield from (Majority(table, codes) for table, codes in _tables(_named(sentence, marks, readers)))
        for clause in CLAUSE.split(sentence):
            named = _named(clause, marks, readers)
            if MOST.search(clause):
                yield from (Leaders(table, codes, NOT_RANKED) for table, codes in _tables(named))
            if (sign := _sign(clause)) is not None:
                yield from _moves(named, _named(sentence, marks, readers), sign)


def _named(words: str, marks: Marks, readers: Mapping[str, Reader]) -> list[tuple[Mapping[str, Any], Reader]]:
    """The figures in the words, with the readers of their chapters."""
    found = [marks[number - 1] for number in marks_in(words)]
    return [(mark, readers[mark["chapter"]]) for mark in found if mark.get("chapter") in readers]


def _tables(named: Iterable[tuple[Mapping[str, Any], Reader]]) -> list[tuple[Breakdown, list[str]]]:
    """The tables of this year that the figures are lines of, each with these lines."""
    found: dict[str, tuple[Breakdown, list[str]]] = {}
    for mark, reader in named:
        line, key = mark["params"].get("line", ""), mark["key"].removesuffix(SHARE)
        if line and mark["days"] == NOW and not key.endswith(CHANGE):
            whole = found_of({**mark, "key": key}, reader, NOW)
            if isinstance(whole, Breakdown):
                found.setdefault(key, (whole, []))[1].extend(line.split(TOGETHER))
    return list(found.values())


def _sign(clause: str) -> int | None:
    """Whether it says that something rose (1), fell (-1) or stayed (0); None where it says none of these, or two."""
    said = [sign for sign, words in ((1, ROSE), (-1, FELL), (0, SAME)) if words.search(clause)]
    return said[0] if len(said) == 1 else None


def _moves(
    named: Iterable[tuple[Mapping[str, Any], Reader]], beside: Iterable[tuple[Mapping[str, Any], Reader]], sign: int
) -> Iterator[Moved]:
    """Of a change that is printed, and of a figure whose value a year before stands in the same sentence."""
    before = {(mark["key"], mark["params"].get("line", "")) for mark, _reader in beside if mark["days"] == BEFORE}
    for mark, reader in named:
        key, line = mark["key"], mark["params"].get("line", "")
        if key.endswith(CHANGE):
            yield _moved({**mark, "key": key.removesuffix(CHANGE)}, reader, sign)
        elif mark["days"] == NOW and (key, line) in before:
            yield _moved(mark, reader, sign)


def _moved(mark: Mapping[str, Any], reader: Reader, sign: int) -> Moved:
    return Moved(fact_of(mark, reader, days=NOW), fact_of(mark, reader, days=BEFORE), sign)
