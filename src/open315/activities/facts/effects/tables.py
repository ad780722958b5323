"""The tables about what activities put out, and why no rate is stated of what is not compared."""

from collections.abc import Sequence, Set

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.activities.facts.effects.figures import TOLD, key_of
from open315.activities.facts.effects.reading import At, expected, parts
from open315.activities.facts.effects.telling import Told, words_told
from open315.core.chapters import Reader
from open315.core.chapters.reader import cell
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Note, Row, Runs, Table, Term, Text
from open315.core.facts.units import unit_words
from open315.core.facts.wording import stands_alone
from open315.core.names import enumerated
from open315.indicators.types import Sums

EMPTY: Runs = ()
COLUMNS = 6
"""More do not fit beside each other on a page."""


def table_of(reader: Reader, told: Sequence[Told], caption: str) -> Table:
    """Each indicator with its value. Beside it the year before and the change, where any is compared, and by how many activities it is missing,
    where any is expected.
    """
    known = set(expected())
    compared = any(not reader.compares(each.key).withheld for each in told)
    missed = any(each.indicator.code in known for each in told)
    heads = [_("Indicator"), _("This period")]
    if compared:
        heads += [_("Year before"), pgettext("between two years", "Change")]
    if missed:
        heads += [_("Not told by, activities")]
    rows = [
        Row(
            (
                (Text(_labelled(each)),),
                _value(reader, each),
                *(_compared(reader, each) if compared else ()),
                *([_missing(reader, each, known)] if missed else ()),
            )
        )
        for each in told
    ]
    return Table(caption, tuple(heads), tuple(rows))


def _labelled(told: Told) -> str:
    """Name and unit; money brings its unit along."""
    name = str(told.indicator.names)
    if not stands_alone(told.fact.unit):
        return name
    return _("%(label)s (%(unit)s)") % {"label": name, "unit": unit_words(told.fact.unit)}


def _value(reader: Reader, told: Told) -> Runs:
    """The value; the words in its place where it was told in words alone."""
    words = words_told(reader, told) if told.fact.value is None and told.indicator.sums != Sums.NOTHING else []
    return (Term(enumerated(words)),) if words else cell(told.fact)


def _compared(reader: Reader, told: Told) -> tuple[Runs, Runs]:
    return cell(reader.fact(told.key, before=True)), cell(reader.fact(f"{told.key}.change"))


def _missing(reader: Reader, told: Told, known: Set[str]) -> Runs:
    """Nothing where no form is expected to tell it."""
    code = told.indicator.code
    return cell(reader.fact(key_of(code, "missing"))) if code in known else EMPTY


def council_table(reader: Reader, told: Sequence[Told], caption: str) -> Table | None:
    """The councils beside each other, with what most activities told; none where one council told everything."""
    chosen = _told_most(reader, told)
    found = [reader.table(key_of(each.indicator.code, "by_council")) for each in chosen]
    labels = {code: str(label) for table in found for code, label, _fact in table.lines}
    if len(labels) < 2:
        return None
    rows = [
        Row(((Text(label),), *(cell(table.line(code), label) for table in found))) for code, label in labels.items()
    ]
    last = Row(((Text(_("Total")),), *(cell(each.fact, strong=True) for each in chosen)), strong=True)
    return Table(caption, (_("Council"), *map(_labelled, chosen)), (*rows, last))


def _told_most(reader: Reader, told: Sequence[Told]) -> list[Told]:
    """The sums to which most activities gave a value, in the order of the dictionary."""
    at = At(reader.period, reader.scope, reader.actor)
    summed = [each for each in told if each.fact.value is not None and each.indicator.sums != Sums.NOTHING]
    most = sorted(summed, key=lambda each: -len(parts(each.indicator.code, at)))[:COLUMNS]
    return [each for each in summed if each in most]


def why_no_rates(reader: Reader, told: Sequence[Told]) -> list[Note]:
    """Of what no change is stated, and why: each reason once, with the indicators it holds for. The chapter has said where nothing is."""
    reasons: dict[str, list[str]] = {}
    of_all = reader.compares(TOLD).withheld
    for each in told:
        change = reader.fact(f"{each.key}.change")
        if each.fact.value is not None and change.value is None and str(change.why) != of_all:
            reasons.setdefault(str(change.why), []).append(str(each.indicator.names))
    words = _("No comparison with the year before: %(names)s. %(why)s")
    return [Note(sentence(words, names=Term(enumerated(names)), why=Term(why))) for why, names in reasons.items()]
