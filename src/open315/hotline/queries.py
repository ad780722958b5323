"""Reads of the hotline. Everything begins with `visible_to(actor)`, or `lines_for(actor)`."""

import hmac
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractHour
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases import queries as cases
from open315.core import clock
from open315.core.access import Actor, ActorKind
from open315.core.clock import SHANGHAI, midnight
from open315.core.crypto.tokens import hash_of
from open315.core.errors import NotFound
from open315.hotline import vault
from open315.hotline.models import Call, Caller, Event, Line, LineKey, RingBack
from open315.hotline.rules import LIVE_FOR
from open315.hotline.types import State

TO_WRITE = Q(result="", state=State.OVER.value)
"""Calls of which nobody has said what became of them."""
LIVE = (State.RINGING.value, State.TALKING.value)
TABS: Mapping[str, Q] = {"": Q(), "open": TO_WRITE, "missed": Q(state=State.MISSED.value)}
"""The sets of calls that the register shows."""
ANSWERED = Q(state__in=(State.TALKING.value, State.OVER.value), wait_seconds__isnull=False)
LOST = Q(state=State.MISSED.value)
OWED = LOST & Q(due_at__isnull=False)
HOW: Mapping[str, Q] = {
    "answered": ANSWERED,
    "soon": ANSWERED & Q(wait_seconds__lte=F("line__answer_within")),
    "waited": ANSWERED | LOST,
    "lasted": Q(state=State.OVER.value, length_seconds__isnull=False),
    "lost": LOST,
    "unsaid": Q(kind=""),
    "owed": OWED,
    "back": OWED & Q(settled_at__lte=F("due_at")),
}
"""What the figures count of calls, by name; the register shows the same rows."""
OTHERS = 20
"""Earlier calls of one caller that a page shows."""


def lines_for(actor: Actor) -> QuerySet[Line]:
    """The lines of the actor's council and of those below it."""
    if actor.kind == ActorKind.SYSTEM:
        return Line.objects.all()
    if actor.kind != ActorKind.STAFF or not actor.may("hotline:read"):
        return Line.objects.none()
    return Line.objects.filter(council__in=actor.organisation_ids)


def visible_to(actor: Actor) -> QuerySet[Call]:
    """The calls on those lines."""
    return Call.objects.filter(line__in=lines_for(actor))


def open_lines(actor: Actor, day: date) -> list[Line]:
    """The lines that are there on this day: those of the actor's own council, then those of the bodies below it."""
    rows = lines_for(actor).filter(Q(closes_on=None) | Q(closes_on__gte=day), opens_on__lte=day)
    found = rows.select_related("council").order_by("name", "pk")
    return sorted(found, key=lambda each: each.council_id != actor.organisation_id)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Call]:
    """The calls of the register, by its filters."""
    rows = visible_to(actor).select_related("line__council", "caller", "case", "account")
    rows = rows.filter(TABS[wanted.get("show", "")])
    if "words" in wanted:
        rows = rows.filter(note__icontains=wanted["words"])
    if "first" in wanted:
        rows = rows.filter(started_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(started_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    for name, column in (("line", "line_id"), ("kind", "kind"), ("result", "result"), ("council", "line__council_id")):
        if name in wanted:
            rows = rows.filter(**{column: wanted[name]})
    if "mine" in wanted:
        rows = rows.filter(account_id=actor.account_id or 0)
    if "hour" in wanted:
        rows = in_hours(rows, [wanted["hour"]])
    return rows.filter(HOW[wanted["how"]]) if "how" in wanted else rows


def in_hours(rows: QuerySet[Call], hours: Collection[int]) -> QuerySet[Call]:
    """Those that began in these hours of China's day."""
    return rows.annotate(hour=ExtractHour("started_at", tzinfo=SHANGHAI)).filter(hour__in=hours)


def listed_lines(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Line]:
    """The lines of the list, with how many calls each had."""
    rows = lines_for(actor).select_related("council")
    if "words" in wanted:
        words = wanted["words"]
        rows = rows.filter(Q(name__icontains=words) | Q(outlet__icontains=words) | Q(number__icontains=words))
    return rows.annotate(calls_count=Count("calls"))


def get_line(actor: Actor, line_id: int) -> Line:
    """One line; NotFound if there is none or it is another council's."""
    found = lines_for(actor).select_related("council").filter(pk=line_id).first()
    if found is None:
        raise NotFound(pgettext_lazy("of the hotline", "There is no such line."))
    return found


def get_call(actor: Actor, call_id: int) -> Call:
    """One call; NotFound if there is none or it is another council's."""
    rows = visible_to(actor).select_related("line__council", "caller", "case", "account")
    found = rows.filter(pk=call_id).first()
    if found is None:
        raise NotFound(_("There is no such call."))
    return found


def count_open(actor: Actor) -> int:
    """How many calls nobody has said the result of."""
    return visible_to(actor).filter(TO_WRITE).order_by().count()


def case_seen(actor: Actor, call: Call) -> Any:
    """The case of a call, if there is one that the actor may see."""
    if call.case_id is None:
        return None
    return cases.visible_to(actor).filter(pk=call.case_id).first()


def call_of_case(actor: Actor, case_id: int) -> Call | None:
    """The first call that led to a case, if the actor may see it."""
    rows = visible_to(actor).filter(case_id=case_id).select_related("line")
    return rows.order_by("started_at", "pk").first()


def other_calls(actor: Actor, call: Call) -> list[Call]:
    """The newest other calls of the same caller."""
    if call.caller_id is None:
        return []
    rows = visible_to(actor).filter(caller_id=call.caller_id).exclude(pk=call.pk).select_related("line", "case")
    return list(rows.order_by("-started_at", "-pk")[:OTHERS])


def earlier_cases(actor: Actor, caller: Caller | None) -> list[Any]:
    """The earlier cases of a caller that the actor may see, with everything personal masked; the number itself is shown to nobody."""
    number = vault.opened(caller)
    return cases.earlier_contacts(number, actor) if number and actor.may("cases:read") else []


def newest_calls(actor: Actor, line: Line) -> list[Call]:
    """The newest calls of one line."""
    rows = visible_to(actor).filter(line=line).select_related("line", "caller", "case")
    return list(rows.order_by("-started_at", "-pk")[:OTHERS])


def is_key_of(line_id: int, token: str) -> bool:
    """Whether this is a secret of the line that was not taken back."""
    shown = hash_of(token)
    kept = LineKey.objects.filter(line_id=line_id, revoked_at=None).order_by("pk").values_list("token_hash", flat=True)
    return bool(token) and any(hmac.compare_digest(shown, each) for each in kept)


def keys_of(line: Line) -> list[LineKey]:
    """The secrets of a line that count."""
    return list(LineKey.objects.filter(line=line, revoked_at=None).order_by("made_at", "pk"))


def has_key(line: Line, key_id: int) -> bool:
    """Whether this is or was a secret of the line."""
    return LineKey.objects.filter(line=line, pk=key_id).exists()


def live_calls(actor: Actor, at: datetime) -> list[Call]:
    """The calls of the actor's own council that ring or are talked on: those that ring first, the longest first."""
    rows = visible_to(actor).filter(line__council_id=actor.organisation_id or 0, state__in=LIVE)
    rows = rows.filter(started_at__gte=at - LIVE_FOR).select_related("line", "caller", "account")
    return sorted(rows.order_by("started_at", "pk"), key=lambda each: each.state != State.RINGING)


def to_ring_back(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Caller]:
    """Who rang in vain and was not reached since, once each: how often, when last, until when to ring back."""
    owed = Q(calls__in=visible_to(actor).filter(state=State.MISSED.value, settled_at=None))
    rows = Caller.objects.filter(owed).exclude(number_index="").order_by()
    rows = rows.annotate(
        times=Count("calls", distinct=True), last_at=Max("calls__started_at"), due=Min("calls__due_at")
    )
    if "council" in wanted:
        rows = rows.filter(council_id=wanted["council"])
    if wanted.get("late") == "late":
        rows = rows.filter(due__lt=clock.now())
    if wanted.get("late") == "rest":
        rows = rows.filter(due__gte=clock.now())
    return rows.select_related("council").prefetch_related("tries", "calls__line")


def get_caller(actor: Actor, caller_id: int) -> Caller:
    """Somebody who rang one of the lines; NotFound if there is none, she rang another council, or is erased."""
    rows = Caller.objects.filter(calls__in=visible_to(actor)).exclude(number_index="")
    found = rows.filter(pk=caller_id).select_related("council").first()
    if found is None:
        raise NotFound(_("There is no such caller."))
    return found


def calls_of(actor: Actor, caller: Caller) -> list[Call]:
    """The newest calls of a caller."""
    rows = visible_to(actor).filter(caller=caller).select_related("line", "case")
    return list(rows.order_by("-started_at", "-pk")[:OTHERS])


def tries_of(caller: Caller) -> list[RingBack]:
    """The newest tries to ring a caller back."""
    return list(RingBack.objects.filter(caller=caller).select_related("account").order_by("-at", "-pk")[:OTHERS])


def count_late(actor: Actor) -> int:
    """How many callers were to be rung back by now."""
    return to_ring_back(actor, {"late": "late"}).count()


def count_to_ring_back(actor: Actor) -> int:
    """How many callers are to be rung back later than now."""
    return to_ring_back(actor, {"late": "rest"}).count()


def recordings_of(actor: Actor, call: Call) -> list[str]:
    """Where the telephone system keeps the recordings of a call, for who handles calls; the caller's number is masked in it."""
    if not actor.may("hotline:handle"):
        return []
    rows = Event.objects.filter(call=call).exclude(key_id="").select_related("call__caller").order_by("at", "pk")
    return [vault.recording_shown(each) for each in rows]
