"""Appointments as pages show them: of a case, of an officer, and those of hers that take the same time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from open315.cases.models import Appointment, Case
from open315.cases.queries.visible import visible_to
from open315.cases.rules.appointments import CONSUMER, NEAR, TRADER, collide
from open315.cases.types import OPEN
from open315.cases.wording import COMERS, MEETINGS
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.names import enumerated
from open315.core.ui.templatetags.ui import named, zh

LONGEST = timedelta(hours=4)
BACK = timedelta(days=90)
"""Another calendar is told what began since then."""
MOST = 2000


@dataclass(frozen=True, slots=True)
class AppointmentShown:
    """One appointment in words. `collides` are the numbers of cases for which its officer is somewhere else at that time."""

    pk: int
    kind_words: Any
    starts_at: datetime
    ends_at: datetime
    place: str
    brings: str
    comes: str
    """Who comes besides the officer."""
    officer: str
    is_over: bool
    collides: tuple[str, ...] = ()


def there(actor: Actor | None = None) -> QuerySet[Appointment]:
    """Appointments that hold: not cancelled, of an open case; those of the cases an actor sees."""
    rows = Appointment.objects.filter(is_off=False, case__state__in=OPEN, case__is_leaving=False)
    return rows if actor is None else rows.filter(case__in=visible_to(actor).values("pk"))


def coming(case: Case, at: datetime) -> QuerySet[Appointment]:
    """The appointments of a case that are not over, the next one first."""
    rows = Appointment.objects.filter(case=case, is_off=False, starts_at__gt=at - LONGEST)
    over = [each.pk for each in rows if each.ends_at <= at]
    return rows.exclude(pk__in=over).order_by("starts_at", "pk")


def appointments_of(case: Case, at: datetime) -> list[AppointmentShown]:
    """Those of a case that were not cancelled, as the staff's page shows them; of a closed case none waits any more."""
    rows = Appointment.objects.filter(case=case, is_off=False).select_related("officer").order_by("starts_at", "pk")
    return [shown(each, at, colliding(each) if each.ends_at > at else ()) for each in rows]


def own_appointments(case: Case, at: datetime) -> list[AppointmentShown]:
    """Those to come, as the consumer sees them: hers, and without the officer's name."""
    if case.state not in OPEN:
        return []
    return [shown(each, at, for_consumer=True) for each in coming(case, at).filter(with_consumer=True)]


def shown(
    row: Appointment, at: datetime, collides: Iterable[str] = (), *, for_consumer: bool = False
) -> AppointmentShown:
    """It in words; for the consumer with the officer among those who come, instead of her name."""
    comes = [*(("officer",) if for_consumer else ()), *comers_of(row)]
    return AppointmentShown(
        row.pk,
        MEETINGS.get(row.kind, row.kind),
        row.starts_at,
        row.ends_at,
        zh(row.place),
        zh(row.brings),
        enumerated([str(COMERS[each]) for each in comes]),
        named(str(row.officer)) if row.officer and not for_consumer else "",
        row.ends_at <= at,
        tuple(collides),
    )


def comers_of(row: Appointment) -> list[str]:
    """Who comes besides the officer, as codes."""
    return [code for code, comes in ((CONSUMER, row.with_consumer), (TRADER, row.with_trader)) if comes]


def colliding(row: Appointment) -> list[str]:
    """The numbers of the cases whose appointments take some of the same time of its officer."""
    if row.officer_id is None:
        return []
    near = there().filter(officer_id=row.officer_id, starts_at__lt=row.ends_at, starts_at__gt=row.starts_at - LONGEST)
    others = list(near.exclude(pk=row.pk).select_related("case").order_by("starts_at", "pk"))
    hit = collide(row.starts_at, row.ends_at, [(each.starts_at, each.ends_at) for each in others])
    return [others[place].case.number for place in hit]


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Appointment]:
    """The reader's own, or those of all cases she sees; of today, of the days after it that are near, of all that is to come, or held."""
    today = midnight(clock.today())
    day = timedelta(days=1)
    spans = {
        "": {"starts_at__gte": today},
        "today": {"starts_at__gte": today, "starts_at__lt": today + day},
        "next": {"starts_at__gte": today + day, "starts_at__lt": today + (NEAR + 1) * day},
    }
    when = wanted.get("when", "")
    rows = there(actor).filter(**spans[when]) if when in spans else _held(actor, today)
    if wanted.get("whose") != "all":
        rows = rows.filter(officer_id=actor.account_id or 0)
    return rows.select_related("case", "officer")


def _held(actor: Actor, today: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(is_off=False, case__in=visible_to(actor).values("pk"), starts_at__lt=today)


def fed(account_id: int, actor: Actor, at: datetime) -> list[Appointment]:
    """What the calendar of an officer is told, cancelled ones too: those of cases that she still sees."""
    rows = Appointment.objects.filter(officer_id=account_id, starts_at__gte=at - BACK)
    rows = rows.filter(case__in=visible_to(actor).values("pk"), case__is_leaving=False)
    return list(rows.select_related("case").order_by("-starts_at", "-pk")[:MOST])


def own_appointment(case_id: int, pk: int) -> Appointment | None:
    """One of the consumer's own; None for any other."""
    rows = Appointment.objects.filter(pk=pk, case_id=case_id, with_consumer=True, case__is_leaving=False)
    return rows.select_related("case").first()


def day_of_next(case: Case, at: datetime) -> Any:
    """The day of the next appointment that the consumer comes to; None where there is none."""
    row = coming(case, at).filter(with_consumer=True).first() if case.state in OPEN else None
    return local_day(row.starts_at) if row else None
