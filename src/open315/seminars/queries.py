"""Reads of the guests of activities, and of what seminars have besides."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.types import Kind, State
from open315.cases.query_codes import normal
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.translations import contains, holds
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar
from open315.seminars.types import Reply, Standing, Way

if TYPE_CHECKING:
    from open315.activities.models import Activity

SIGNER = signing.Signer(salt="seminars.invitation")
SHOWN = 20
"""So many guests the desk sees at once."""
NO_GUEST = _("There is no such guest.")
NO_SEMINAR = _("There is no such seminar.")
AT_THE_DOOR = Q(arrived_at=None, is_absent=False)
STANDS: Mapping[str, Q] = {
    Standing.LISTED: AT_THE_DOOR & Q(reply="", invited_at=None),
    Standing.INVITED: AT_THE_DOOR & Q(reply="", invited_at__isnull=False),
    Standing.ACCEPTED: AT_THE_DOOR & Q(reply=Reply.YES.value),
    Standing.DECLINED: AT_THE_DOOR & Q(reply=Reply.NO.value),
    Standing.ARRIVED: Q(arrived_at__isnull=False),
    Standing.ABSENT: Q(is_absent=True, arrived_at=None),
}
"""The guests of each standing, as `rules.standing` says of one."""


def seminars(actor: Actor) -> "QuerySet[Activity]":
    """The activities of the form Seminar that the actor sees."""
    return activities.visible_to(actor).filter(kind=Kind.SEMINAR.value)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> "QuerySet[Activity]":
    """The seminars that fit the filters: state, words of title or venue."""
    rows = seminars(actor).select_related("council")
    if "state" in wanted:
        rows = rows.filter(state=wanted["state"])
    if "q" in wanted:
        rows = rows.filter(contains("title", wanted["q"]) | holds("venue", wanted["q"]))
    return rows


def get_seminar(actor: Actor, activity_id: int) -> "Activity":
    """One seminar; NotFound if there is none, it is another council's, or an activity of another form."""
    found = activities.get_activity(actor, activity_id)
    if found.kind != Kind.SEMINAR:
        raise NotFound(NO_SEMINAR)
    return found


def written(activity_id: int) -> Seminar:
    """What was written of a seminar; a blank one, unsaved, where nothing was."""
    return Seminar.objects.filter(activity_id=activity_id).first() or Seminar(activity_id=activity_id, version=0)


def visible_to(actor: Actor) -> QuerySet[Guest]:
    """The guests of the activities that the actor sees, of whatever form."""
    seen = activities.visible_to(actor).order_by().values("pk")
    return Guest.objects.filter(activity__in=seen).select_related("activity")


def of_seminars(actor: Actor) -> QuerySet[Guest]:
    """The guests of those that are seminars, who alone are counted as such."""
    return visible_to(actor).filter(activity__kind=Kind.SEMINAR.value)


def of_activity(actor: Actor, activity_id: int, wanted: Mapping[str, Any]) -> QuerySet[Guest]:
    """The guests of one activity that fit the filters: standing, kind of body, words of body or office."""
    rows = visible_to(actor).filter(activity=activity_id)
    if "standing" in wanted:
        rows = rows.filter(STANDS[wanted["standing"]])
    if "body_kind" in wanted:
        rows = rows.filter(body_kind=wanted["body_kind"])
    if "told" in wanted:
        rows = rows.exclude(to_tell="")
    if "q" in wanted:
        rows = rows.filter(holds("body", wanted["q"]) | holds("office", wanted["q"]))
    return rows


def get_guest(actor: Actor, guest_id: int) -> Guest:
    """One guest; NotFound if there is none or the activity is another council's."""
    found = visible_to(actor).filter(pk=guest_id).first()
    if found is None:
        raise NotFound(NO_GUEST)
    return found


def doors(actor: Actor) -> "QuerySet[Activity]":
    """The activities at whose door the actor may receive guests: seminars, and what has a list of guests; no cancelled ones."""
    has_list = Exists(Guest.objects.filter(activity=OuterRef("pk")))
    rows = activities.to_receive_at(actor).filter(Q(kind=Kind.SEMINAR.value) | Q(has_list)).select_related("council")
    return rows.exclude(state=State.CANCELLED.value)


def get_door(actor: Actor, activity_id: int) -> "Activity":
    """One activity at whose door the actor may receive guests; NotFound for any other."""
    found = activities.to_receive_at(actor).filter(pk=activity_id).select_related("council").first()
    if found is None:
        raise NotFound(activities.NO_ACTIVITY)
    return found


def expected(actor: Actor) -> QuerySet[Guest]:
    """The guests of those activities."""
    seen = activities.to_receive_at(actor).order_by().values("pk")
    return Guest.objects.filter(activity__in=seen).select_related("activity")


def get_expected(actor: Actor, guest_id: int) -> Guest:
    """One guest of those activities; NotFound for any other."""
    found = expected(actor).filter(pk=guest_id).first()
    if found is None:
        raise NotFound(NO_GUEST)
    return found


def by_code(actor: Actor, activity_id: int, code: str) -> Guest | None:
    """The guest of an activity with this code, however it is typed; None if nobody has it."""
    return expected(actor).filter(activity=activity_id, code=normal(code)).first()


def codes(actor: Actor, activity_id: int) -> list[str]:
    """The codes of an activity's guests, which say nothing of anybody: a desk without network tells by them which was mistyped."""
    return list(expected(actor).filter(activity=activity_id).order_by("code").values_list("code", flat=True))


def at_the_door(actor: Actor, activity_id: int, asked: str) -> list[Guest]:
    """Whom the desk looks for by words of body or office, those who are still to come first; without words, the last who arrived."""
    rows = expected(actor).filter(activity=activity_id)
    if not asked:
        return list(rows.exclude(arrived_at=None).order_by("-arrived_at", "-pk")[:SHOWN])
    rows = rows.filter(holds("body", asked) | holds("office", asked))
    return list(rows.order_by(F("arrived_at").asc(nulls_first=True), "body", "pk")[:SHOWN])


def arrivals(actor: Actor, activity_id: int) -> list[dict[str, Any]]:
    """The guests by kind of body: how many are expected and how many arrived; the largest kind first."""
    rows = expected(actor).filter(activity=activity_id).order_by().values("body_kind")
    counted: list[Any] = list(rows.annotate(listed=COUNTS["listed"], arrived=COUNTS["arrived"]))
    return sorted(counted, key=lambda each: (-each["listed"], each["body_kind"]))


def token_of(guest_id: int) -> str:
    """What opens a guest's own page."""
    return SIGNER.sign(str(guest_id))


def by_token(token: str) -> Guest | None:
    """The guest whom a link names; None for one that nobody signed, or whose guest is on the list no more."""
    try:
        pk = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Guest.objects.select_related("activity__council").filter(pk=pk).first()


def by_kind(actor: Actor, activity_id: int) -> list[dict[str, Any]]:
    """The guests of an activity by kind of body: how many on the list, invited, accepted, declined, arrived; the largest kind first."""
    rows = visible_to(actor).filter(activity=activity_id).order_by().values("body_kind")
    counted: list[Any] = list(rows.annotate(**COUNTS))
    return sorted(counted, key=lambda each: (-each["listed"], each["body_kind"]))


def waiting_for_mail(activity_id: int) -> QuerySet[Guest]:
    """The guests of an activity to whom an invitation by e-mail would go: with an address, none sent by mail yet, no answer."""
    rows = Guest.objects.filter(activity=activity_id, has_email=True, reply="", arrived_at=None)
    return rows.exclude(way=Way.MAIL.value).order_by("pk")


def to_be_told(activity_id: int) -> QuerySet[Guest]:
    """The guests of an activity who have to be told on paper or by telephone what happened to it."""
    return Guest.objects.filter(activity=activity_id).exclude(to_tell="")


def hearing(activity_id: int) -> tuple[int, int]:
    """How many guests would hear of a change of the activity: by e-mail, and on paper or by telephone (`rules.is_told`, `rules.hears_by_mail`)."""
    rows = Guest.objects.filter(activity=activity_id, invited_at__isnull=False, arrived_at=None)
    told = rows.exclude(reply=Reply.NO.value)
    by_mail = told.filter(way=Way.MAIL.value, has_email=True, undelivered_at=None).count()
    return by_mail, told.count() - by_mail


def to_be_reminded(at: datetime) -> list[int]:
    """What is planned, lies ahead, and whose guests are to be reminded and were not yet."""
    rows = Seminar.objects.filter(remind_days__gt=0, reminded_at=None, activity__starts_at__gt=at)
    return list(rows.filter(activity__state=State.PLANNED.value).order_by("pk").values_list("pk", flat=True))


def lock_to_remind(seminar_id: int) -> Seminar | None:
    """One of them with its activity, locked; None where somebody else has reminded or cancelled it meanwhile."""
    rows = Seminar.objects.select_for_update(of=("self", "activity")).select_related("activity__council")
    return rows.filter(pk=seminar_id, reminded_at=None, activity__state=State.PLANNED.value).first()


def items(actor: Actor) -> QuerySet[AgendaItem]:
    """The agendas of the seminars that the actor sees."""
    rows = AgendaItem.objects.filter(activity__in=seminars(actor).order_by().values("pk"))
    return rows.select_related("activity", "speaker", "paper")


def get_item(actor: Actor, item_id: int) -> AgendaItem:
    """One point of an agenda; NotFound if there is none or the seminar is another council's."""
    found = items(actor).filter(pk=item_id).first()
    if found is None:
        raise NotFound(_("There is no such point of an agenda."))
    return found


def consensus(actor: Actor) -> QuerySet[Consensus]:
    """The points of consensus of the seminars that the actor sees."""
    rows = Consensus.objects.filter(activity__in=seminars(actor).order_by().values("pk"))
    return rows.select_related("activity").prefetch_related("supporters")


def get_consensus(actor: Actor, consensus_id: int) -> Consensus:
    """One point of consensus; NotFound if there is none or the seminar is another council's."""
    found = consensus(actor).filter(pk=consensus_id).first()
    if found is None:
        raise NotFound(_("There is no such point of consensus."))
    return found


def bodies_by_point(points: Iterable[int]) -> dict[int, list[str]]:
    """The bodies whose guests supported each of these points, each body once. Whoever asks has seen to it that he may know the points."""
    rows = Consensus.supporters.through.objects.filter(consensus__in=points).order_by("guest__body", "pk")
    found: dict[int, list[str]] = {}
    for point, body in rows.values_list("consensus", "guest__body"):
        if body not in found.setdefault(point, []):
            found[point].append(body)
    return found


def activity_by_point(points: Iterable[int]) -> "dict[int, Activity]":
    """The seminar that agreed on each of these points. Whoever asks has seen to it that he may know the points."""
    rows = Consensus.objects.filter(pk__in=points).select_related("activity").order_by("pk")
    return {each.pk: each.activity for each in rows}


def guest_choices(actor: Actor, activity_id: int, *, arrived: bool = False) -> list[tuple[int, str]]:
    """The guests of a seminar to choose from, by kind and body; those who `arrived` alone where that is asked."""
    rows = visible_to(actor).filter(activity=activity_id).order_by("body_kind", "body", "pk")
    return [(each.pk, str(each)) for each in (rows.exclude(arrived_at=None) if arrived else rows)]


def arrived() -> QuerySet[Guest]:
    """Who came, whoever looks: for a room that narrows them to one body."""
    return Guest.objects.filter(arrived_at__isnull=False)


def speakers() -> QuerySet[AgendaItem, Any]:
    """The points of the agenda at which a guest speaks, as the numbers of the guests."""
    return AgendaItem.objects.filter(speaker__isnull=False).values("speaker")


COUNTS: Mapping[str, Count] = {
    "listed": Count("pk"),
    "invited": Count("pk", filter=Q(invited_at__isnull=False)),
    "accepted": Count("pk", filter=Q(reply=Reply.YES.value)),
    "declined": Count("pk", filter=Q(reply=Reply.NO.value)),
    "arrived": Count("pk", filter=Q(arrived_at__isnull=False)),
}


def all_of(kinds: list[dict[str, Any]]) -> dict[str, int]:
    """How many of all kinds are expected and arrived."""
    return {name: sum(each[name] for each in kinds) for name in ("listed", "arrived")}


def next_place(rows: QuerySet[Any], activity_id: int) -> int:
    """The number behind the last one of a seminar's agenda or points."""
    return int(rows.filter(activity=activity_id).aggregate(last=Max("place"))["last"] or 0) + 1
