"""The console's pages of tasks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns import queries as campaigns
from open315.campaigns.allocation import queries, services
from open315.campaigns.allocation.forms import ResultForm, TaskForm, filled_task
from open315.campaigns.allocation.listing import TASKS
from open315.campaigns.allocation.pages import TASK, TaskShown
from open315.campaigns.models import Campaign, Task
from open315.campaigns.plan.reading import found, may_draft
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


@requires("campaigns:tasks")
def tasks(request: StaffRequest) -> HttpResponse:
    """The tasks of the campaigns one sees, and those of one's own body."""
    return list_page(request, TASKS)


@requires("campaigns:tasks")
def tasks_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, TASKS)


@requires("campaigns:tasks")
def task(request: StaffRequest, pk: int) -> HttpResponse:
    """One task: who, until when, and what came of it."""
    actor = request.actor
    row: Task = found(queries.get_task, actor, pk)
    is_concerned = actor.organisation_id in (row.campaign.council_id, row.organisation_id)
    shown = TaskShown(
        row,
        clock.today(),
        sees_campaign=campaigns.visible_to(actor).filter(pk=row.campaign_id).exists(),
        may_manage=may_draft(actor, row.campaign),
        may_report=is_concerned and actor.may("campaigns:report_task"),
        may_resume=is_concerned and actor.may("campaigns:manage"),
    )
    return detail_page(request, TASK, shown)


def _page(title: str, back: str, draft: str, version: int | None = None, **more: Any) -> FormPage:
    crumbs = ((_("Tasks"), reverse("campaigns:tasks")),)
    return FormPage("tasks", title, back, version=version, crumbs=crumbs, draft=draft, **more)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def task_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a task of a campaign; `meeting` in the address is the one it came out of. The page comes back for the next one."""
    actor = request.actor
    campaign: Campaign = found(campaigns.get_campaign, actor, pk)
    meeting = request.GET.get("meeting", "")
    form = TaskForm(request.POST or None, actor=actor, initial={"meeting": meeting})
    form.offer_of(campaign)

    def act(form: TaskForm) -> str:
        services.give_task(pk, form.draft(), actor=actor, at=clock.now())
        return request.get_full_path()

    back = reverse("campaigns:detail", args=[pk])
    page = _page(_("Give a task"), back, f"campaigns.task_new/{pk}", lead=str(campaign))
    return form_page(request, form, act, page, _("The task is given. Here is the form for the next one."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def task_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change an open task."""
    actor = request.actor
    row: Task = found(queries.get_task, actor, pk)
    if row.campaign.council_id != actor.organisation_id:
        raise Http404  # the form offers posts and meetings, which are the affair of the council that gave the task
    form = TaskForm(request.POST or None, actor=actor, initial=filled_task(row))
    form.offer_of(row.campaign)

    def act(form: TaskForm) -> None:
        services.change_task(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(_("Change the task"), reverse("campaigns:task", args=[pk]), f"campaigns.task/{pk}", row.version)
    return form_page(request, form, act, page, _("The task was changed."))


@requires("campaigns:report_task")
@require_http_methods(["GET", "POST"])
def task_finish(request: StaffRequest, pk: int) -> HttpResponse:
    """Report what came of a task."""
    actor = request.actor
    row: Task = found(queries.get_task, actor, pk)
    initial = {"result": row.result, "done_on": row.done_on or clock.today()}
    form = ResultForm(request.POST or None, actor=actor, initial=initial)

    def act(form: ResultForm) -> None:
        services.finish_task(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("campaigns:task", args=[pk])
    page = _page(_("Report the result"), back, f"campaigns.task_finish/{pk}", row.version, lead=row.what)
    return form_page(request, form, act, page, _("The result is noted."))


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    found(queries.get_task, request.actor, pk)
    reason = request.POST.get("reason", "")
    act = partial(verb, pk, reason=reason, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, ("campaigns:task", pk))


@requires("campaigns:manage")
@require_POST
def task_resume(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a task up again."""
    return _stepped(request, pk, services.resume_task, _("The task is open again."))


@requires("campaigns:manage")
@require_POST
def task_drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Drop a task."""
    return _stepped(request, pk, services.drop_task, _("The task was dropped."))
