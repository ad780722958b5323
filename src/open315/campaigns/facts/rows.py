"""The queries behind the figures of bodies, meetings and tasks. Importing it declares them.

A row belongs to the period in which its campaign begins, as the plan does, since a campaign is prepared before its first day; and to the
council whose campaign it is, by the line in which bodies report (ADR 0112).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.campaigns.allocation.queries import tasks_seen
from open315.campaigns.committee.queries import committees_seen, posts_seen
from open315.campaigns.meetings.queries import bodies_seen, meetings_seen
from open315.campaigns.models import Committee, CommitteePost, Meeting, MeetingBody, Task
from open315.campaigns.queries import visible_to
from open315.core import clock
from open315.core.access import Actor
from open315.core.facts import Column, Keeper, Scope, Span, rows
from open315.core.facts.address import period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.types import TOGETHER
from open315.core.facts.wording import period_words
from open315.core.names import enumerated
from open315.core.pages.cells import day, days, moment, text
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.facts import REGION, councils_in

BODIES, POSTS, MEETINGS, PRESENCE, TASKS = (
    "campaigns.bodies",
    "campaigns.posts",
    "campaigns.meetings",
    "campaigns.presence",
    "campaigns.tasks",
)
Params = Mapping[str, str]
CAME = {"1": _("Came"), "0": _("Did not come")}
ONLY = {"done": _("Done"), "in_time": _("Done in time"), "late": _("Late and not done")}


def kind_label(code: str) -> Any:
    """A kind of body in words. ValueError for what is none."""
    return Committee.Kind(code).label


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(_("Campaigns that begin in"), period_words(period_of(params)))]
    found += narrowing_words(params)
    if "kind" in params:
        found.append((_("Kind of body"), enumerated(map(kind_label, params["kind"].split(TOGETHER)))))
    if "came" in params:
        found.append((_("Presence"), CAME[params["came"]]))
    if "only" in params:
        found.append((_("Only"), ONLY[params["only"]]))
    return found


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope that have campaigns here of their own: their records are presumed complete since the first of them."""
    inside = councils_in(scope.get(REGION))
    began = visible_to(actor).order_by().values("council_id").annotate(began=Min("first_day"))
    first = dict(began.values_list("council_id", "began"))
    councils = [body for body in org.councils_of("", actor.organisation_ids) if body.id in inside and body.id in first]
    return [Keeper(body.names, (Span(first[body.id]),), presumed=True) for body in councils]


def _begun(found: QuerySet[Any], path: str, params: Params, *more: str) -> QuerySet[Any]:
    """Rows of campaigns that begin in the period, of the councils of the region. KeyError for a parameter nobody knows."""
    require_known(params, REGION, *more)
    period = period_of(params)
    found = found.filter(**{f"{path}__first_day__range": (period.first, period.last)})
    region = params.get(REGION, "")
    return found.filter(**{f"{path}__council__in": councils_in(region)}) if region else found


def _rows(name: str, columns: tuple[Column, ...], heading: Any, nothing: Any) -> Callable[[Any], Any]:
    return rows(
        name,
        words=_said,
        columns=columns,
        order=("id",),
        permission="campaigns:tasks" if name == TASKS else "campaigns:read",
        export="campaigns:tasks" if name == TASKS else "campaigns:read",
        keepers=keepers,
        dimensions=[REGION],
        heading=heading,
        nothing=(nothing, _("No campaign that begins in this period and region has any of this sort.")),
    )


def _council(of: str) -> Column:
    def council(each: Any) -> Any:
        for step in of.split("__"):
            each = getattr(each, step)
        return named(each.council)

    return Column(_("Council"), council)


@_rows(
    BODIES,
    (
        Column(
            pgettext_lazy("of a campaign", "Body"),
            lambda each: text(each.name),
            lambda each: reverse("campaigns:committee", args=[each.pk]),
        ),
        Column(_("Kind of body"), lambda each: each.get_kind_display()),
        Column(
            pgettext_lazy("of a body", "From and to"),
            lambda each: days(each.set_up_on, each.ended_on) if each.ended_on else day(each.set_up_on),
        ),
        _council("campaign"),
    ),
    ngettext_lazy("%(n)s body of a campaign", "%(n)s bodies of campaigns", "n"),
    _("No bodies"),
)
def select_bodies(params: Params, actor: Actor) -> QuerySet[Committee]:
    """The bodies that were set up for the campaigns of the parameters."""
    found = _begun(committees_seen(actor), "campaign", params, "kind")
    if "kind" in params:
        found = found.filter(kind__in=[Committee.Kind(code) for code in params["kind"].split(TOGETHER)])
    return found


@_rows(
    POSTS,
    (
        Column(pgettext_lazy("of a body", "Post"), lambda each: text(each.title)),
        Column(_("Held by"), lambda each: f"{text(each.body)} {text(each.office)}"),
        Column(
            pgettext_lazy("of a campaign", "Body"),
            lambda each: text(each.committee.name),
            lambda each: reverse("campaigns:committee", args=[each.committee_id]),
        ),
        _council("committee__campaign"),
    ),
    ngettext_lazy("%(n)s post", "%(n)s posts", "n"),
    _("No posts"),
)
def select_posts(params: Params, actor: Actor) -> QuerySet[CommitteePost]:
    """The posts of those bodies, one a holder."""
    return _begun(posts_seen(actor), "committee__campaign", params)


@_rows(
    MEETINGS,
    (
        Column(_("Meeting"), lambda each: text(each.title), lambda each: reverse("campaigns:meeting", args=[each.pk])),
        Column(_("Begins"), lambda each: moment(each.starts_at)),
        Column(_("Venue"), lambda each: text(each.venue)),
        _council("campaign"),
    ),
    ngettext_lazy("%(n)s meeting", "%(n)s meetings", "n"),
    _("No meetings"),
)
def select_meetings(params: Params, actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the parameters that were noted as held."""
    return _begun(meetings_seen(actor), "campaign", params).filter(held_at__isnull=False)


@_rows(
    PRESENCE,
    (
        Column(_("Body"), lambda each: text(each.name)),
        Column(_("Presence"), lambda each: CAME["1" if each.came else "0"]),
        Column(
            _("Meeting"),
            lambda each: text(each.meeting.title),
            lambda each: reverse("campaigns:meeting", args=[each.meeting_id]),
        ),
        _council("meeting__campaign"),
    ),
    ngettext_lazy("%(n)s time that a body was asked to a meeting", "%(n)s times that bodies were asked to meetings", "n"),
    _("No bodies"),
)  # fmt: skip
def select_presence(params: Params, actor: Actor) -> QuerySet[MeetingBody]:
    """Each body that was asked to a meeting that was held, or came to it."""
    found = _begun(bodies_seen(actor), "meeting__campaign", params, "came").filter(meeting__held_at__isnull=False)
    return found.filter(came=params["came"] == "1") if "came" in params else found


@_rows(
    TASKS,
    (
        Column(_("Task"), lambda each: text(each.what), lambda each: reverse("campaigns:task", args=[each.pk])),
        Column(_("Responsible"), lambda each: text(each.body)),
        Column(_("Due"), lambda each: day(each.due_on)),
        Column(_("Done on"), lambda each: day(each.done_on)),
        _council("campaign"),
    ),
    ngettext_lazy("%(n)s task", "%(n)s tasks", "n"),
    _("No tasks"),
)
def select_tasks(params: Params, actor: Actor) -> QuerySet[Task]:
    """The tasks that were given and not dropped."""
    of_campaigns = tasks_seen(actor).filter(campaign__in=visible_to(actor).order_by().values("pk"))
    found = _begun(of_campaigns, "campaign", params, "only").exclude(state=Task.State.DROPPED)
    if "only" in params:
        found = found.filter(_of_what(params))
    return found


def _of_what(params: Params) -> Q:
    """As it stood at the end of the reckoning day."""
    end = period_of(params).until or clock.today()
    done = Q(state=Task.State.DONE, done_on__lte=end)
    return {"done": done, "in_time": done & Q(done_on__lte=F("due_on")), "late": Q(due_on__lt=end) & ~done}[
        params["only"]
    ]
