"""Sentences that any chapter says about a figure or a table: what leads, what moved most, what has no line."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.chapters.claims import Furthest, Leaders, Majority, Whole
from open315.core.chapters.comparison import comparable
from open315.core.chapters.ranking import NOT_RANKED, Ranked, is_all, is_majority, leaders, movers
from open315.core.chapters.reader import Reader, printed, size
from open315.core.chapters.subject import Subject
from open315.core.documents.sentences import joined, listed, sentence
from open315.core.documents.tree import Paragraph, Runs, Term, Text
from open315.core.facts import Breakdown, Fact
from open315.core.facts.types import TOGETHER
from open315.core.facts.units import unit_words
from open315.core.facts.wording import UNKNOWN
from open315.core.names import enumerated


def known(reader: Reader, key: str, template: str) -> Runs:
    """A sentence about one figure, its place is `%(n)s`; nothing where the figure is unknown."""
    fact = reader.fact(key)
    return () if fact.value is None else sentence(template, n=printed(fact))


@dataclass(frozen=True, slots=True)
class Leading:
    """The sentences about the lines that lead a table, with places `%(list)s` and `%(share)s` (all of them together).

    `every` is said where nothing is left but them: what is all there is leads nothing. `most` is said only where they make more than half
    of everything; `many` of the largest lines otherwise, `one` of a single one.
    """

    every: str

    most: str
    many: str
    one: str


def leading(reader: Reader, subject: Subject, key: str, words: Leading) -> list[Paragraph]:
    """Which lines of a table lead, with count and share, and whose share moved most."""
    table = reader.table(key)
    ranked = leaders(table, leftover=subject.leftover)
    if not ranked:
        return []
    shares = reader.table(f"{key}.share")
    items = listed([_item(line, shares.line(line.code)) for line in ranked], pgettext("between items", "; "))
    said = _claimed(reader, subject, table, ranked, words)
    aside = _aside(table, ranked, subject)
    return [Paragraph(joined([aside, _filled(said, items, together(shares, ranked)), _moved(reader, subject, key)]))]


def _claimed(reader: Reader, subject: Subject, table: Breakdown, ranked: list[Ranked], words: Leading) -> str:
    """The words that are true of these lines."""
    codes = [line.code for line in ranked]
    if is_all(table, ranked):
        reader.claim(Whole(table, codes))
        return words.every
    if is_majority(table, ranked):
        reader.claim(Majority(table, codes))
        return words.most
    reader.claim(Leaders(table, codes, _apart(subject)))
    return words.many if len(ranked) > 1 else words.one


def _apart(subject: Subject) -> frozenset[str]:
    return NOT_RANKED | subject.leftover


def _aside(table: Breakdown, ranked: list[Ranked], subject: Subject) -> Runs:
    """Which lines have as many but are no category of their own, said before what "leads"."""
    least = min(int(line.fact.value or 0) for line in ranked)
    names = [
        str(label) for code, label, fact in table.lines if code in _apart(subject) and int(fact.value or 0) >= least
    ]
    return sentence(_("Counted among all, but not ranked: “%(names)s”. "), names=enumerated(names)) if names else ()


def _filled(template: str, items: Runs, share: Fact | None) -> Runs:
    """The template with its list and, where it has a place for it, what the lines make together."""
    before, after = template.split("%(list)s")
    label = _("the lines named")
    part = printed(share, label) if share else UNKNOWN
    return joined([sentence(before, share=part), items, sentence(after, share=part)])


def together(shares: Breakdown, lines: list[Ranked]) -> Fact | None:
    """What several lines make together, opening the rows of all of them; None where the room's query takes one line only."""
    try:
        return shares.line(TOGETHER.join(line.code for line in lines))
    except (KeyError, ValueError):
        return None


def _item(line: Ranked, share: Fact) -> Runs:
    return sentence(
        _("%(label)s (%(n)s %(unit)s, %(share)s)"),
        label=Term(str(line.label)),
        n=printed(line.fact, line.label),
        unit=Text(unit_words(line.fact.unit, line.fact.value)),
        share=printed(share, line.label),
    )


def _moved(reader: Reader, subject: Subject, key: str) -> Runs:
    if not comparable(reader, subject):
        return ()
    risen, fallen = movers(reader.table(f"{key}.share.change"), subject.leftover)
    first = _mover(risen, _("The share of %(label)s rose most against the year before, by %(size)s. "))
    second = _mover(fallen, _("The share of %(label)s fell most, by %(size)s. "))
    now, before = reader.table(key), reader.table(key, before=True)
    for line, sign in ((risen, 1), (fallen, -1)):
        if line is not None:
            reader.claim(Furthest(now, before, line.code, sign))
    return joined([first, second])


def _mover(line: Ranked | None, template: str) -> Runs:
    if line is None:
        return ()
    return sentence(template, label=Term(str(line.label)), size=size(line.fact, line.label))


def unclassed(reader: Reader, key: str, template: str) -> Runs:
    """How many have no code in a table; nothing where all have one."""
    found = next((fact for code, _label, fact in reader.table(key).lines if code == "none"), None)
    return sentence(template, n=printed(found, _("Not stated"))) if found is not None else ()
