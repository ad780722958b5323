"""The sheet of what was counted at stalls: a row an hour, a stall and a counter. Each comes in as the presses that it is made of, so the values of the activity follow."""

from collections import Counter as Sums
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.stalls import services
from open315.stalls.folder.plan import ACTIVITY, NUMBER, stall_in, stalls_of
from open315.stalls.models import CounterName, Press, Stall
from open315.stalls.rules import AT_ONCE
from open315.stalls.types import Pressed

HOUR = timedelta(hours=1)
AT_A_TIME = 500
MOST = 5000
"""Presses of one row: more is a number that was typed into the wrong column."""
OTHERWISE = _("Something else was counted in this hour: %(number)s.")
TOO_MANY = _("So much was not counted at one stall in one hour.")


def bring_counter(values: Values, bringing: Bringing) -> bool:
    """What was counted in an hour; where as much was, it is left as it is, and where something else was, the row is refused."""
    stall, actor = stall_in(bringing, values)
    begins = _hour(values["hour"])
    before = _sum(stall, values["counter"], begins)
    if before == values["number"]:
        return False
    if before:
        raise InvalidInput(OTHERWISE % {"number": before}, field="number")
    presses = list(_presses(stall, values, begins))
    at = min(max(stall.activity.ends_at, begins + HOUR), bringing.at)
    for first in range(0, len(presses), AT_A_TIME):
        services.press(stall.pk, presses[first : first + AT_A_TIME], actor=actor, at=at)
    return True


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI).replace(minute=0, second=0, microsecond=0)


def _sum(stall: Stall, counter: str, begins: datetime) -> int:
    rows = Press.objects.filter(stall=stall, counter=counter, undone_at=None)
    return sum(rows.filter(pressed_at__gte=begins, pressed_at__lt=begins + HOUR).values_list("number", flat=True))


def _presses(stall: Stall, values: Values, begins: datetime) -> Iterator[Pressed]:
    """As few as make the number; spread over the hour by their order, within the time in which the stall could be counted at."""
    counter, left = values["counter"], values["number"]
    parts: list[int] = []
    for size in sorted(AT_ONCE[counter], reverse=True):
        parts += [size] * min(left // size, MOST + 1)
        left %= size
    if len(parts) > MOST:
        raise InvalidInput(TOO_MANY, field="number")
    first = max(begins, values["hour"])
    for place, size in enumerate(parts):
        token = f"folder-{counter}-{begins:%Y%m%d%H}-{place}"
        yield Pressed(token, counter, size, first + (begins + HOUR - first) * place / len(parts))


def give_counters(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What was counted, hour by hour; what was taken back is not in it. An hour is told by the first press in it."""
    known, stalls = stalls_of(actor, campaign_id)
    rows = Press.objects.filter(stall__in=stalls.order_by().values("pk"), undone_at=None)
    sums: Sums[tuple[Any, ...]] = Sums()
    firsts: dict[tuple[Any, ...], datetime] = {}
    for each in rows.select_related("stall").order_by(
        "stall__activity__starts_at", "stall__activity_id", "stall__number", "pressed_at"
    ):
        key = (each.stall.activity_id, each.stall.number, each.counter, _hour(each.pressed_at))
        firsts.setdefault(key, each.pressed_at)
        sums[key] += each.number
    for (activity, number, counter, hour), count in sums.items():
        first = firsts[activity, number, counter, hour].astimezone(SHANGHAI).replace(second=0, microsecond=0)
        yield {"activity": known[activity], "stall": number, "counter": counter, "hour": first, "number": count}


COUNTERS = FolderSheet(
    FOLDER,
    "counters",
    _("Counted at stalls"),
    176,
    (
        ACTIVITY,
        NUMBER,
        Column("hour", _("From (hour)"), Form.MOMENT, needed=True),
        Column("counter", _("What was counted"), Form.CODE, needed=True, codes=lambda: dict(CounterName.choices)),
        Column("number", _("How much was counted"), Form.NUMBER, needed=True),
    ),
    bring_counter,
    give_counters,
    permission="stalls:count",
)
