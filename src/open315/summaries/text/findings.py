"""What does not hold in the words of a text: rank, majority, rise and fall said of figures that say something else, parts against totals, the
same thing counted twice, words against tables, figures without rows.

The claims are those that chapters make themselves (`core.chapters.claims`), read out of the sentences that people wrote; sums (`sums`) and tables
(`beside`) are read out of them as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from open315.core.chapters import Reader
from open315.core.chapters.claims import Claim, Leaders, Majority, Moved
from open315.core.chapters.ranking import NOT_RANKED
from open315.core.documents.tree import Figure
from open315.core.facts import Breakdown
from open315.core.facts.types import TOGETHER
from open315.summaries.models import Passage, Text
from open315.summaries.text.beside import RANK, Lines, misnamed, outranked, tables_of, typed_against
from open315.summaries.text.counting import Counted, fact_of, found_of
from open315.summaries.text.marks import BEFORE, NOW
from open315.summaries.text.rules import marks_in
from open315.summaries.text.said import Said, sentences_of
from open315.summaries.text.sums import MORE, TWICE, Fault, faults_of, plainly
from open315.summaries.types import PassageKind

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
            found += [(passage.pk, words) for words in _in_passage(passage, text.marks, counted)]
        return list(dict.fromkeys(found))


def _in_passage(passage: Passage, marks: Marks, counted: Counted) -> Iterator[str]:
    words = passage.words
    for number in dict.fromkeys(marks_in(words)):
        if counted.figures.get(number) is None:
            yield _("The figure {%(n)s} (%(label)s) cannot be counted: there are no rows for it.") % {
                "n": number,
                "label": marks[number - 1].get("label", ""),
            }
    for claim in claims_in(words, marks, counted.readers):
        yield from claim.faults()
    yield from _in_sums(words, marks, counted)
    yield from _beside_tables(passage, counted)


def _in_sums(words: str, marks: Marks, counted: Counted) -> Iterator[str]:
    for sentence in sentences_of(words, counted.words):
        for fault in faults_of(sentence, partial(things_of, marks)):
            yield _worded(fault)


def _worded(fault: Fault) -> str:
    if fault.code == TWICE:
        template = _("“%(part)s” is counted twice in one sum.")
        return template % {"part": f"{label_of(fault.parts[0])} {fault.parts[0].shown}".strip()}
    made = "" if fault.made is None else plainly(fault.made)
    given = {"parts": "、".join(each.shown for each in fault.parts), "made": made, "total": fault.whole.shown}
    if fault.code == MORE:
        template = _("The parts %(parts)s make %(made)s, more than the %(total)s that they are part of.")
        return template % given
    return _("The parts %(parts)s make %(made)s, the total that is said is %(total)s.") % given


def things_of(marks: Marks, said: Said) -> frozenset[str]:
    """What a number counts: the lines of a living figure, or the name before one that was typed."""
    if said.mark is None:
        label = label_of(said)
        return frozenset({f"typed {label}"} if label else ())
    mark = marks[said.mark - 1]
    if "key" not in mark:
        return frozenset()
    params = dict(mark["params"])
    lines = params.pop("line", "").split(TOGETHER)
    return frozenset(f"{mark['key']} {mark['days']} {sorted(params.items())} {line}" for line in lines)


def label_of(said: Said) -> str:
    """The name of what is counted, as it stands before the number."""
    return re.split(r"[，,、；;（(：:\s]|其中|包括|分別為|分别为|和|及|與|与", said.before.strip(" （(：:"))[-1].strip()


def _beside_tables(passage: Passage, counted: Counted) -> Iterator[str]:
    """What the tables of the chapter say otherwise. A note quotes what bodies told, which need not be what was counted."""
    if passage.kind == PassageKind.NOTE:
        return
    tables = tables_of(counted.blocks, passage.chapter)
    for sentence in sentences_of(passage.words, counted.words):
        for said in sentence:
            yield from _said_otherwise(said, counted, tables)
    for clause in CLAUSE.split(passage.words):
        for each in () if marks_in(clause) else outranked(clause, tables):
            template = _("“%(label)s” is said to have most; in %(caption)s, “%(other)s” has more.")
            yield template % {"label": each.label, "caption": each.caption, "other": each.other}


def _said_otherwise(said: Said, counted: Counted, tables: Sequence[Lines]) -> Iterator[str]:
    """A typed number that differs from its line, a living figure under the name of another."""
    if (differs := typed_against(said, tables)) is not None:
        template = _("%(label)s: the words say %(said)s, %(caption)s says %(shown)s.")
        told = {"label": differs.label, "said": said.shown, "caption": differs.caption, "shown": differs.shown}
        yield template % told
    figure = None if said.mark is None else counted.figures.get(said.mark)
    if isinstance(figure, Figure) and (other := misnamed(said, figure, tables)):
        template = _("The words name “%(other)s”; the figure {%(n)s} is of “%(own)s”.")
        yield template % {"other": other, "n": said.mark, "own": figure.evidence.line}


def claims_in(words: str, marks: Marks, readers: Mapping[str, Reader]) -> Iterator[Claim]:
    """What the sentences say of the figures in them."""
    for sentence in SENTENCE.split(words):
        if MAJORITY.search(sentence):
            yield from (Majority(table, codes) for table, codes in _tables(_named(sentence, marks, readers)))
        for clause in CLAUSE.split(sentence):
            named = _named(clause, marks, readers)
            if RANK.search(clause):
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
