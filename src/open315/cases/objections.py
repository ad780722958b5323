"""Where the objection of a case stands, read from its timeline: for whoever decides who may, below queries and services."""

from open315.cases.models import Case, TimelineEntry
from open315.cases.rules.objecting import TURNS, Standing, Turn, standing
from open315.core.clock import local_day


def standing_of(case: Case) -> Standing:
    """Where the objection to the last end of the case stands."""
    rows = TimelineEntry.objects.filter(case_id=case.pk, verb__in=TURNS).order_by("id")
    return standing([Turn(verb, by, local_day(at)) for verb, by, at in rows.values_list("verb", "account_id", "at")])
