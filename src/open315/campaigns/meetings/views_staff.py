"""The console's pages of deployment meetings."""

from datetime import datetime, timedelta
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns import queries as campaigns
from open315.campaigns.allocation import queries as allocation
from open315.campaigns.meetings import queries, services
from open315.campaigns.meetings.forms import MeetingForm, RecordForm, filled_meeting, filled_record
from open315.campaigns.meetings.pages import MEETING, MEETINGS, MeetingShown
from open315.campaigns.models import Campaign, Meeting
from open315.campaigns.plan.reading import found, may_draft
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


@requires("campaigns:read")
def meetings(request: StaffRequest) -> HttpResponse:
    """The deployment meetings of every campaign that one sees, the latest first."""
    return list_page(request, MEETINGS)


@requires("campaigns:read")
def meeting(request: StaffRequest, pk: int) -> HttpResponse:
    """One meeting: agenda, who came, decisions, and the tasks that came out of it."""
    actor = request.actor
    row: Meeting = found(queries.get_meeting, actor, pk)
    bodies = list(row.bodies.select_related("organisation"))
    tasks = list(allocation.listed(actor, {"meeting": pk}).order_by("due_on", "pk"))
    return detail_page(request, MEETING, MeetingShown(row, bodies, tasks, clock.now(), may_draft(actor, row.campaign)))


def _page(title: str, back: str, draft: str, version: int | None = None, lead: str = "") -> FormPage:
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_("Deployment meetings"), reverse("campaigns:meetings")))
    return FormPage("campaigns", title, back, version=version, crumbs=crumbs, draft=draft, lead=lead)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def meeting_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Call a deployment meeting."""
    actor = request.actor
    campaign: Campaign = found(campaigns.get_campaign, actor, pk)
    form = MeetingForm(request.POST or None, actor=actor, initial={"starts_at": _morning(clock.now())})

    def act(form: MeetingForm) -> str:
        row = services.call_meeting(pk, form.draft(), actor=actor, at=clock.now())
        return reverse("campaigns:meeting", args=[row.pk])

    back = reverse("campaigns:detail", args=[pk])
    page = _page(_("Call a meeting"), back, f"campaigns.meeting_new/{pk}", lead=str(campaign))
    return form_page(request, form, act, page, _("The meeting is entered."))


def _morning(at: datetime) -> datetime:
    """Nine o'clock of tomorrow, in China."""
    return clock.midnight(clock.local_day(at) + timedelta(days=1)) + timedelta(hours=9)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def meeting_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a meeting that was called."""
    actor = request.actor
    row: Meeting = found(queries.get_meeting, actor, pk)
    form = MeetingForm(request.POST or None, actor=actor, initial=filled_meeting(row))

    def act(form: MeetingForm) -> None:
        services.change_meeting(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(
        _("Change the meeting"), reverse("campaigns:meeting", args=[pk]), f"campaigns.meeting/{pk}", row.version
    )
    return form_page(request, form, act, page, _("The meeting was changed."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def meeting_record(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a meeting was held, who came, and what was decided."""
    actor = request.actor
    row: Meeting = found(queries.get_meeting, actor, pk)
    form = RecordForm(request.POST or None, actor=actor, initial=filled_record(row))

    def act(form: RecordForm) -> None:
        services.record_meeting(pk, form.record(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("campaigns:meeting", args=[pk])
    page = _page(_("What came of the meeting"), back, f"campaigns.record/{pk}", row.version, lead=row.title)
    return form_page(request, form, act, page, _("What came of the meeting is noted."))


@requires("campaigns:manage")
@require_POST
def meeting_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out a meeting that did not take place."""
    found(queries.get_meeting, request.actor, pk)
    act = partial(services.remove_meeting, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The meeting was taken out."), ("campaigns:meetings",))
