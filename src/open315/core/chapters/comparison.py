"""Sentences that compare with the year before, and what they refuse to say.

No growth from nothing, and no percentages of a handful: below `FEW` the earlier number itself is told. A share changes by
points, never by percent. What would round to 0.00 did not change. What is not compared is not told: `withheld` says why.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from open315.core.chapters.claims import Moved
from open315.core.chapters.reader import Reader, printed, size
from open315.core.chapters.subject import Subject
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Run, Runs, Term
from open315.core.facts import Fact
from open315.core.facts.shares import FEW
from open315.core.facts.units import is_count
from open315.core.facts.wording import rounded


def withheld(reader: Reader, key: str) -> Runs:
    """Why nothing is compared with the year before; nothing where it is."""
    why = reader.compares(key).withheld
    return sentence(_("There is no comparison with the year before: %(why)s"), why=why) if why else ()


def compared(reader: Reader, key: str, subject: str) -> Runs:
    """How `subject` (words for the figure `key`) differs from the year before; nothing where either is unknown."""
    now, before = reader.fact(key), reader.fact(key, before=True)
    if now.value is None or before.value is None:
        return ()
    if is_count(now.unit) and before.value < FEW:
        return _against_few(before, subject)
    change = reader.fact(f"{key}.change")
    if change.value is None:
        return ()
    sign = direction(change)
    reader.claim(Moved(now, before, sign))
    return _moved(change, subject, sign)


def direction(change: Fact) -> int:
    """Whether a change, as it is printed, is a rise (1), a fall (-1) or none (0)."""
    step = rounded(Decimal(change.value or 0), 2)
    return (step > 0) - (step < 0)


def _against_few(before: Fact, subject: str) -> Runs:
    if not before.value:
        template = _("%(subject)s: none in the same period of the year before, so no rate is stated")
        return sentence(template, subject=Term(subject))
    template = _("%(subject)s: only %(before)s in the same period of the year before, so no rate is stated")
    return sentence(template, before=printed(before), subject=Term(subject))


def _moved(change: Fact, subject: str, sign: int) -> Runs:
    parts: dict[str, Run | str] = {"subject": Term(subject), "size": size(change)}
    if sign > 0:
        return sentence(_("%(subject)s rose by %(size)s"), **parts)
    if sign < 0:
        return sentence(_("%(subject)s fell by %(size)s"), **parts)
    return sentence(_("%(subject)s did not change"), subject=Term(subject))


def comparable(reader: Reader, subject: Subject) -> bool:
    """Whether both years had enough for shares to be compared at all, and records that are equally complete."""
    values = (reader.fact(subject.base).value, reader.fact(subject.base, before=True).value)
    return all(value is not None and value >= FEW for value in values)
