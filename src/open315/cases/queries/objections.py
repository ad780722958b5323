"""Where the objection of a consumer stands, and until when she may raise one, with the numbers of the council's place."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from open315.cases.models import Case
from open315.cases.objections import standing_of
from open315.cases.rules.objecting import CLOCK, Standing, concerns, is_in_time
from open315.law import queries as law
from open315.law.rules.packs import Pack
from open315.org import queries as org


@dataclass(frozen=True, slots=True)
class Objecting:
    """What a consumer can do against the end of her case: nothing where `is_offered` is False; once, until a day."""

    is_offered: bool = False
    until: date | None = None
    """The last day; None also where the calendar does not tell."""
    standing: Standing = field(default_factory=Standing)
    may: bool = False


def objecting(case: Case, today: date) -> Objecting | None:
    """Whether its consumer may object, until when, and whether she did; None for a case that has no such end."""
    if not concerns(case.kind, case.state, is_history=case.is_history) or case.closed_on is None or not case.pack:
        return None
    found = standing_of(case)
    if (offered := _period(case)) is None:
        return Objecting(standing=found)
    until = law.last_day(offered, CLOCK, case.closed_on)
    return Objecting(True, until, found, may=found.objected_on is None and is_in_time(today, until))


def _period(case: Case) -> Pack | None:
    """The rules with the period of the council's place; None where it takes no objections."""
    body = org.body_by_id(case.council_id)
    found = law.pack(case.pack, body.region_code if body else case.region_code, case.received_on)
    clock = next((each for each in found.clocks if each.key == CLOCK), None)
    if clock is None or not clock.amount or not (settings.OBJECTIONS or clock.by_option):
        return None
    return found
