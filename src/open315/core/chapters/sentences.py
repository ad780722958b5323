"""Sentences that any chapter says about a figure or a table: what leads, what moved most, what has no line."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.chapters.comparison import comparable
from open315.core.chapters.ranking import Ranked, leaders, movers
from open315.core.chapters.reader import Reader, printed, size
from open315.core.chapters.subject import Subject
from open315.core.documents.sentences import joined, listed, sentence
from open315.core.documents.tree import Paragraph, Runs, Term
from open315.core.facts import Fact


def known(reader: Reader, key: str, template: str) -> Runs:
    """A sentence about one figure, its place is `%(n)s`; nothing where the figure is unknown."""
    fact = reader.fact(key)
    return () if fact.value is None else sentence(template, n=printed(fact))


def leading(reader: Reader, subject: Subject, key: str, template: str) -> list[Paragraph]:
    """Which lines of a table lead, with count and share, and whose share moved most. `template` has a place `%(list)s`."""
    table = reader.table(key)
    ranked = leaders(table, leftover=subject.leftover)
    if not ranked:
        return []
    shares = reader.table(f"{key}.share")
    items = [_item(line, shares.line(line.code)) for line in ranked]
    before, after = template.split("%(list)s")
    runs = [
        sentence(before),
        listed(items, pgettext("between items", "; ")),
        sentence(after),
        _moved(reader, subject, key),
    ]
    return [Paragraph(joined(runs))]


def _item(line: Ranked, share: Fact) -> Runs:
    return sentence(
        _("%(label)s (%(n)s, %(share)s)"),
        label=Term(str(line.label)),
        n=printed(line.fact, line.label),
        share=printed(share, line.label),
    )


def _moved(reader: Reader, subject: Subject, key: str) -> Runs:
    if not comparable(reader, subject):
        return ()
    risen, fallen = movers(reader.table(f"{key}.share.change"), subject.leftover)
    first = _mover(risen, _("The share of %(label)s rose most against the year before, by %(size)s. "))
    second = _mover(fallen, _("The share of %(label)s fell most, by %(size)s. "))
    return joined([first, second])


def _mover(line: Ranked | None, template: str) -> Runs:
    if line is None:
        return ()
    return sentence(template, label=Term(str(line.label)), size=size(line.fact, line.label))


def unclassed(reader: Reader, key: str, template: str) -> Runs:
    """How many have no code in a table; nothing where all have one."""
    found = next((fact for code, _label, fact in reader.table(key).lines if code == "none"), None)
    return sentence(template, n=printed(found, _("Not stated"))) if found is not None else ()
