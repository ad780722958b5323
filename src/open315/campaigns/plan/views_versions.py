"""The console's pages of versions and requirements."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.models import Requirement
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.comparing import compared
from open315.campaigns.plan.content import Content, content_from
from open315.campaigns.plan.forms import AnswerForm, FreezeForm, RequirementForm, filled_requirement
from open315.campaigns.plan.pages import REQUIREMENT, RequirementShown
from open315.campaigns.plan.queries import Draft
from open315.campaigns.plan.reading import found, may_draft
from open315.campaigns.plan.version_pages import (
    COMPARISON,
    Choice,
    ComparisonShown,
    version_words,
)
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of

NOW = "now"


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def freeze(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the plan as its next version."""
    actor = request.actor
    draft: Draft = found(queries.get_draft, actor, pk)
    form = FreezeForm(request.POST or None, actor=actor)

    def act(form: FreezeForm) -> str:
        kept = services.freeze_plan(pk, why=form.cleaned_data["why"], actor=actor, at=clock.now())
        return reverse("campaigns:version", args=[kept.pk])

    page = _page(draft, _("Keep as a version"), f"campaigns.freeze/{pk}", submit=_("Keep"))
    return form_page(request, form, act, page, _("The version is kept."))


def _page(draft: Draft, title: str, name: str, **more: Any) -> FormPage:
    campaign = draft.campaign
    back = reverse("campaigns:plan", args=[campaign.pk])
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_("Plan %(year)s") % {"year": campaign.year}, back))
    return FormPage("campaigns", title, back, crumbs=crumbs, draft=name, **more)


@requires("campaigns:manage")
@require_POST
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the committee to read a version."""
    found(queries.get_version, request.actor, pk)
    act = partial(services.send_plan, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The members of the committee are told."), ("campaigns:version", pk))


@requires("campaigns:manage")
@require_POST
def release(request: StaffRequest, pk: int) -> HttpResponse:
    """Release a version to the councils above and below."""
    found(queries.get_version, request.actor, pk)
    act = partial(services.release_plan, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The councils above and below read this version now."), ("campaigns:version", pk))


@requires("campaigns:read")
def compare(request: StaffRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice, since the last one."""
    actor = request.actor
    versions = queries.versions_of(actor, pk)
    draft = queries.own_draft(actor, pk)
    campaign = draft.campaign if draft else found(queries.get_readable, actor, pk)
    contents: dict[str, Content] = {NOW: draft.content} if draft else {}
    contents |= {str(each.number): content_from(each.content) for each in versions}
    words = {NOW: _("As it stands now"), **{str(each.number): version_words(each) for each in versions}}
    latest = [key for key in contents if key != NOW]
    old = _chosen(request, "old", contents, latest[1 if not draft and len(latest) > 1 else 0] if latest else NOW)
    new = _chosen(request, "new", contents, NOW if draft else latest[0])
    shown = ComparisonShown(
        campaign,
        is_own=draft is not None,
        choices=[Choice(key, words[key]) for key in contents],
        old=old,
        new=new,
        differences=compared(contents[old], contents[new]),
    )
    return detail_page(request, COMPARISON, shown)


def _chosen(request: StaffRequest, name: str, contents: dict[str, Content], otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in contents else otherwise


@requires("campaigns:require")
@require_http_methods(["GET", "POST"])
def requirement_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a requirement to one's plan."""
    actor = request.actor
    draft: Draft = found(queries.get_draft, actor, pk)
    form = RequirementForm(request.POST or None, actor=actor, initial={"put_on": clock.today()})
    offer_parts(form, draft)

    def act(form: RequirementForm) -> None:
        services.put_requirement(pk, form.draft(), actor=actor, at=clock.now())

    page = _page(draft, _("Put a requirement"), f"campaigns.requirement_new/{pk}")
    return form_page(request, form, act, page, _("The requirement was put."))


def offer_parts(form: RequirementForm, draft: Draft) -> None:
    """What a requirement can be put to."""
    choices: list[tuple[Any, Any]] = [("", _("The plan as a whole"))]
    for section in draft.sections:
        choices.append((f"s{section.pk}", f"{draft.number(section)} {section.title}"))
        choices += [(f"m{each.pk}", f"{draft.number(each)} {each.title}") for each in section.measures.all()]
    form.choose("to", choices)


@requires("campaigns:read")
def requirement(request: StaffRequest, pk: int) -> HttpResponse:
    """One requirement: what is asked, its answer, and the measures that serve it."""
    actor = request.actor
    row: Requirement = found(queries.get_requirement, actor, pk)
    draft = queries.draft_of(row.campaign)
    serving = {each.pk for each in row.measures.all()}
    stands = row.withdrawn_at is None and row.campaign.closed_at is None
    part = row.measure or row.section
    shown = RequirementShown(
        row,
        put_to=f"{draft.number(part)} {part.title}" if part else _("The plan as a whole"),
        measures=[(draft.number(each), each) for each in draft.measures if each.pk in serving],
        may_require=stands and actor.may("campaigns:require"),
        may_answer=stands and may_draft(actor, row.campaign),
    )
    return detail_page(request, REQUIREMENT, shown)


@requires("campaigns:require")
@require_http_methods(["GET", "POST"])
def requirement_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Word a requirement anew."""
    actor = request.actor
    row: Requirement = found(queries.get_requirement, actor, pk)
    draft = queries.draft_of(row.campaign)
    form = RequirementForm(request.POST or None, actor=actor, initial=filled_requirement(row))
    offer_parts(form, draft)

    def act(form: RequirementForm) -> str:
        services.change_requirement(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))
        return reverse("campaigns:requirement", args=[pk])

    page = _page(draft, _("Change the wording"), f"campaigns.requirement/{pk}", version=row.version)
    return form_page(request, form, act, page, _("The requirement was changed."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def requirement_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a requirement."""
    actor = request.actor
    row: Requirement = found(queries.get_requirement, actor, pk)
    draft = queries.draft_of(row.campaign)
    initial = {"answer": row.answer, "measures": [each.pk for each in row.measures.all()]}
    form = AnswerForm(request.POST or None, actor=actor, initial=initial)
    form.choose("measures", [(each.pk, f"{draft.number(each)} {each.title}") for each in draft.measures])

    def act(form: AnswerForm) -> str:
        services.answer_requirement(pk, **_answered(form), actor=actor, at=clock.now(), version=version_of(request))
        return reverse("campaigns:requirement", args=[pk])

    page = _page(draft, _("Answer"), f"campaigns.answer/{pk}", version=row.version, lead=row.text)
    return form_page(request, form, act, page, _("The answer is saved."))


def _answered(form: AnswerForm) -> dict[str, Any]:
    return {"answer": form.cleaned_data["answer"], "measure_ids": form.cleaned_data["measures"]}


@requires("campaigns:require")
@require_POST
def requirement_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw a requirement."""
    found(queries.get_requirement, request.actor, pk)
    reason = request.POST.get("reason", "")
    act = partial(
        services.withdraw_requirement,
        pk,
        reason=reason,
        actor=request.actor,
        at=clock.now(),
        version=version_of(request),
    )
    return step(request, act, _("The requirement was withdrawn."), ("campaigns:requirement", pk))
