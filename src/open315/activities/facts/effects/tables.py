"""The tables about what activities put out, and why no rate is stated of what is not compared."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.activities.facts.effects.figures import TOLD, key_of
from open315.activities.facts.effects.reading import expected
from open315.activities.facts.effects.telling import Told
from open315.core.chapters import Reader
from open315.core.chapters.reader import cell
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Note, Row, Runs, Table, Term, Text
from open315.core.facts.units import unit_words
from open315.core.facts.wording import stands_alone
from open315.core.names import enumerated

EMPTY: Runs = ()


def table_of(reader: Reader, told: Sequence[Told], caption: str) -> Table:
    """Each indicator with its value; beside it the year before and the change, where at least one is compared; and by how many activities it is missing."""
    compared = any(not reader.compares(each.key).withheld for each in told)
    heads = [_("Indicator"), _("Unit"), _("This period")]
    if compared:
        heads += [_("Year before"), pgettext("between two years", "Change")]
    rows = [
        Row((*_named(each), cell(each.fact), *(_compared(reader, each) if compared else ()), _missing(reader, each)))
        for each in told
    ]
    return Table(caption, (*heads, _("Not told by, activities")), tuple(rows), words=frozenset({0, 1}))


def _named(told: Told) -> tuple[Runs, Runs]:
    unit = told.fact.unit
    return (Text(str(told.indicator.names)),), (Text(unit_words(unit)),) if stands_alone(unit) else EMPTY


def _compared(reader: Reader, told: Told) -> tuple[Runs, Runs]:
    return cell(reader.fact(told.key, before=True)), cell(reader.fact(f"{told.key}.change"))


def _missing(reader: Reader, told: Told) -> Runs:
    """A dash where it is expected of no form."""
    if told.indicator.code not in expected():
        return EMPTY
    return cell(reader.fact(key_of(told.indicator.code, "missing")))


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
