"""Sentences that compare with the year before, and what they refuse to say.

No growth from nothing, and no percentages of a handful: below `FEW` the earlier number itself is told. A share changes by
points, never by percent. What would round to 0.00 did not change.
"""

from django.utils.translation import gettext as _

from open315.core.chapters.reader import Reader, printed, size
from open315.core.chapters.subject import Subject
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Run, Runs, Term
from open315.core.facts import Fact
from open315.core.facts.units import is_count
from open315.core.facts.wording import rounded

FEW = 10
"""Below so many a percentage says more than what it was counted from."""


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
    return _moved(change, subject)


def _against_few(before: Fact, subject: str) -> Runs:
    if not before.value:
        template = _("%(subject)s: none in the same period of the year before, so no rate is stated")
        return sentence(template, subject=Term(subject))
    template = _("%(subject)s: only %(before)s in the same period of the year before, so no rate is stated")
    return sentence(template, before=printed(before), subject=Term(subject))


def _moved(change: Fact, subject: str) -> Runs:
    parts: dict[str, Run | str] = {"subject": Term(subject), "size": size(change)}
    assert change.value is not None
    step = rounded(change.value, 2) if not isinstance(change.value, int) else change.value
    if step > 0:
        return sentence(_("%(subject)s rose by %(size)s"), **parts)
    if step < 0:
        return sentence(_("%(subject)s fell by %(size)s"), **parts)
    return sentence(_("%(subject)s did not change"), subject=Term(subject))


def comparable(reader: Reader, subject: Subject) -> bool:
    """Whether the year before had enough for shares to be compared at all."""
    before = reader.fact(subject.base, before=True).value
    return before is not None and before >= FEW
