"""Cases that their officers put aside: which they are today, and until when.

One stays aside until its day, as long as nothing happens to it (its version is the same) and no time of the law ends before that day.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from open315.cases.models import Case, PutAside


def _kept(today: date) -> QuerySet[PutAside]:
    """What holds today of a case, in a question about cases; an aside is always of the officer who has the case."""
    own = PutAside.objects.filter(case=OuterRef("pk"), account=OuterRef("officer_id"), version=OuterRef("version"))
    return own.filter(until__gt=today).filter(Q(case__next_due_on=None) | Q(case__next_due_on__gte=F("until")))


def is_aside(today: date) -> Exists:
    """Whether a case is put aside, asked of each of a few."""
    return Exists(_kept(today))


def ids_aside(today: date) -> QuerySet[Any]:
    """The ids of all that are put aside: few, whatever number of cases there is."""
    rows = PutAside.objects.filter(until__gt=today, version=F("case__version"), account=F("case__officer"))
    return rows.filter(Q(case__next_due_on=None) | Q(case__next_due_on__gte=F("until"))).values("case_id")


def day_of(case: Case) -> date | None:
    """Until when a case of `with_day` is put aside."""
    return getattr(case, "aside_until", None)


def with_day(cases: QuerySet[Case], today: date) -> QuerySet[Case]:
    """The cases with the day until which each is put aside as `aside_until`, None where it is not."""
    return cases.annotate(aside_until=Subquery(_kept(today).values("until")[:1]))
