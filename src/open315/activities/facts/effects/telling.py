"""The sentences about what activities put out: lists with the phrases of the dictionary, and beside them what has no number and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.activities.facts.effects.figures import key_of
from open315.activities.facts.effects.reading import At, parts
from open315.core.chapters import Reader, printed
from open315.core.documents.sentences import listed, sentence
from open315.core.documents.tree import Note, Paragraph, Runs, Term, Text
from open315.core.facts import Fact
from open315.core.facts.units import unit_words
from open315.core.facts.wording import stands_alone, value_words
from open315.core.names import enumerated
from open315.core.quantities import InWords, Quantity, certainly_more
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Sums


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator of which something was told or is missing, and its figure."""

    indicator: Indicator
    fact: Fact

    @property
    def key(self) -> str:
        """The key of the figure."""
        return self.fact.key


def told_in(reader: Reader) -> list[Told]:
    """Every indicator of which there is something to say, in the order of the dictionary."""
    found = [Told(each, reader.fact(key_of(each.code))) for each in indicators.ever_reported()]
    return [each for each in found if each.fact.value is not None or each.fact.beside]


def paragraphs(reader: Reader, told: Sequence[Told]) -> list[Paragraph]:
    """What was summed in one sentence, and what one activity told of things that are never summed in another."""
    known = [each for each in told if each.fact.value is not None]
    summed = [_item(reader, each) for each in known if each.indicator.sums != Sums.NOTHING]
    single = [_item(reader, each) for each in known if each.indicator.sums == Sums.NOTHING]
    found = [(_("In all: %(list)s. "), summed), (_("Besides: %(list)s. "), single)]
    return [Paragraph(_filled(template, items)) for template, items in found if items]


def notes(reader: Reader, told: Sequence[Told]) -> list[Note]:
    """What was told in words, and what several told of things that are never summed. What is missing stands in the table."""
    unsummed = [each for each in told if each.fact.value is None and each.indicator.sums == Sums.NOTHING]
    found = [
        (_("Told in words and not counted: %(list)s. "), _of_words(reader, told)),
        (_("Told by several activities and never added: %(list)s. "), _of_unsummed(reader, unsummed)),
    ]
    return [Note(_filled(template, items)) for template, items in found if items]


def _filled(template: str, items: Iterable[Runs]) -> Runs:
    before, after = template.split("%(list)s")
    return (*sentence(before), *listed(items, pgettext("between things counted", ", ")), *sentence(after))


def _item(reader: Reader, told: Told) -> Runs:
    said = sentence(told.indicator.told(told.fact.value), n=printed(told.fact))
    kinds = _lines(reader, told.indicator, "by_kind") if told.indicator.kinds else []
    return _filled_in(said, _("%(what)s (among them %(list)s)"), kinds) if len(kinds) > 1 else said


def _filled_in(what: Runs, template: str, items: Iterable[Runs]) -> Runs:
    """A template whose first place is `what` and whose second is a list."""
    before, after = template.split("%(what)s")
    return (*sentence(before), *what, *_filled(after, items))


def _lines(reader: Reader, indicator: Indicator, part: str) -> list[Runs]:
    """The lines of a table of an indicator of which something is known: “food 1,200 items”."""
    bare, counted = _("%(line)s %(n)s"), _("%(line)s %(n)s %(unit)s")
    table = reader.table(key_of(indicator.code, part))
    return [
        sentence(
            counted if stands_alone(fact.unit) else bare,
            line=Term(str(label)),
            n=printed(fact, label),
            unit=Text(unit_words(fact.unit, fact.value)),
        )
        for _code, label, fact in table.lines
        if fact.value is not None
    ]


def words_told(reader: Reader, told: Told) -> list[str]:
    """What was told of an indicator in words, the same words once."""
    values = (part.value for part in parts(told.indicator.code, At(reader.period, reader.scope, reader.actor)))
    return list({value.words: None for value in values if isinstance(value, InWords)})


def _of_words(reader: Reader, told: Sequence[Told]) -> list[Runs]:
    found = ((each, words_told(reader, each)) for each in told)
    template = _("%(name)s (%(words)s)")
    return [
        sentence(template, name=Term(str(each.indicator.names)), words=Term(enumerated(words)))
        for each, words in found
        if words
    ]


def _of_unsummed(reader: Reader, told: Sequence[Told]) -> list[Runs]:
    found = ((each, _lines(reader, each.indicator, "by_council")) for each in told)
    template = _("%(what)s (%(list)s)")
    return [_filled_in((Term(str(each.indicator.names)),), template, lines) for each, lines in found if lines]


def parts_above_their_whole(told: Sequence[Told]) -> list[str]:
    """What of all that is told cannot be: a part that is certainly more than its whole, in words."""
    facts = {each.indicator.code: each for each in told}
    pairs = ((each, facts.get(each.indicator.part_of)) for each in told)
    words = _("%(part)s: %(n)s are more than %(whole)s (%(all)s), of which they are a part.")
    return [
        words
        % {
            "part": part.indicator.names,
            "n": value_words(part.fact),
            "whole": whole.indicator.names,
            "all": value_words(whole.fact),
        }
        for part, whole in pairs
        if whole and certainly_more(_quantity(part.fact), _quantity(whole.fact))
    ]


def _quantity(fact: Fact) -> Quantity | None:
    return None if fact.value is None else Quantity(Decimal(fact.value), fact.bound)
