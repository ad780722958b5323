"""The console's pages of a plan: the plan, its sections and measures."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.models import Campaign, Measure, PlanSection
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.forms import MeasureForm, SectionForm, filled_measure, filled_section, in_words
from open315.campaigns.plan.linking import measures_above
from open315.campaigns.plan.listing import PLANS, measures_of
from open315.campaigns.plan.pages import MEASURE, PLAN, MeasureShown, PlanShown
from open315.campaigns.plan.reading import found, may_draft
from open315.campaigns.plan.version_pages import drawn_difference
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.core.pages.steps import Confirm, drawing

FORM = "campaigns/plan/form.html"


@requires("campaigns:read")
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """The plan of one's own council: idea, sections, measures, requirements, versions."""
    actor = request.actor
    draft = found(queries.get_draft, actor, pk)
    shown = PlanShown(
        draft,
        requirements=list(draft.campaign.requirements.all()),
        versions=queries.versions_of(actor, pk),
        may_draft=may_draft(actor, draft.campaign),
        may_require=actor.may("campaigns:require") and draft.campaign.closed_at is None,
        may_read_activities=actor.may("activities:read"),
        approval=queries.standing_approval(draft.campaign),
        comments=queries.open_comments(draft.campaign),
    )
    return detail_page(request, PLAN, shown)


@requires("campaigns:read")
def measures(request: StaffRequest, pk: int) -> HttpResponse:
    """The measures of one's plan as a list."""
    return list_page(request, measures_of(found(queries.get_draft, request.actor, pk)))


@requires("campaigns:read")
def measures_export(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The measures as a file."""
    return list_file(request, measures_of(found(queries.get_draft, request.actor, pk)))


@requires("campaigns:read")
def plans(request: StaffRequest) -> HttpResponse:
    """The versions that may be read: one's own, and what councils above and below released."""
    return list_page(request, PLANS)


def _page(campaign: Campaign, title: str, draft: str, version: int | None = None, **more: Any) -> FormPage:
    back = reverse("campaigns:plan", args=[campaign.pk])
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_("Plan %(year)s") % {"year": campaign.year}, back))
    return FormPage("campaigns", title, back, version=version, crumbs=crumbs, draft=draft, template=FORM, **more)


def _both(request: StaffRequest, form: PageForm, row: Any, initial: dict[str, Any]) -> list[Any]:
    """What is saved and what was typed, where somebody else saved since this reader's form was made."""
    if request.method != "POST" or version_of(request) in (None, row.version):
        return []
    return [(label, saved, drawn_difference(saved, typed)) for label, saved, typed in in_words(form, initial)]


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def section_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a section to a plan."""
    actor = request.actor
    draft = found(queries.get_draft, actor, pk)
    form = SectionForm(request.POST or None, actor=actor)

    def act(form: SectionForm) -> None:
        services.add_section(pk, form.draft(), actor=actor, at=clock.now())

    page = _page(draft.campaign, _("Add a section"), f"campaigns.section_new/{pk}")
    return form_page(request, form, act, page, _("The section is in the plan."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def section_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a section, or take it out."""
    actor = request.actor
    section: PlanSection = found(queries.get_section, actor, pk)
    initial = filled_section(section)
    form = SectionForm(request.POST or None, actor=actor, initial=initial)

    def act(form: SectionForm) -> None:
        services.change_section(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(section.campaign, _("Change the section"), f"campaigns.section/{pk}", section.version)
    words = _("Its measures go with it. Earlier versions keep them.")
    removal = Confirm(
        _("Take the section out"), reverse("campaigns:section_remove", args=[pk]), words, version=section.version
    )
    more = {"both": _both(request, form, section, initial), "removal": drawing(request)(removal)}
    return form_page(request, form, act, page, _("The section was changed."), more)


@requires("campaigns:manage")
@require_POST
def section_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a section one place up or down."""
    section = found(queries.get_section, request.actor, pk)
    act = partial(services.move_section, pk, _by(request), actor=request.actor, at=clock.now())
    return step(request, act, _("The order was changed."), (_there(section),))


@requires("campaigns:manage")
@require_POST
def section_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a section out of the plan."""
    section = found(queries.get_section, request.actor, pk)
    act = partial(services.remove_section, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The section was taken out."), ("campaigns:plan", section.campaign_id))


def _there(section: PlanSection) -> str:
    """The section on the page of the plan: who moves a measure goes on from there."""
    return f"{reverse('campaigns:plan', args=[section.campaign_id])}#section-{section.pk}"


def _by(request: StaffRequest) -> int:
    return -1 if request.POST.get("by") == "-1" else 1


def _offer(form: MeasureForm, campaign: Campaign, measure: Measure | None = None) -> None:
    draft, above = queries.draft_of(campaign), measures_above(campaign)
    if measure is not None and measure.serves is not None:
        above = {measure.serves.pk: measure.serves.title, **above}
    form.offer_above(above)
    form.choose("section", [(each.pk, f"{draft.number(each)} {each.title}") for each in draft.sections])


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def measure_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a measure to a section."""
    actor = request.actor
    section: PlanSection = found(queries.get_section, actor, pk)
    form = MeasureForm(request.POST or None, actor=actor, initial={"section": pk})
    _offer(form, section.campaign)

    def act(form: MeasureForm) -> None:
        services.add_measure(form.section_id, form.draft(), actor=actor, at=clock.now())

    page = _page(section.campaign, _("Add a measure"), f"campaigns.measure_new/{pk}")
    return form_page(request, form, act, page, _("The measure is in the plan."))


@requires("campaigns:read")
def measure(request: StaffRequest, pk: int) -> HttpResponse:
    """One measure: who, what, when, where, how much, and which requirements it serves."""
    actor = request.actor
    row: Measure = found(queries.get_measure, actor, pk)
    campaign = row.section.campaign
    number = queries.draft_of(campaign).number(row)
    shown = MeasureShown(row, number, list(row.requirements.all()), may_draft(actor, campaign))
    return detail_page(request, MEASURE, shown)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def measure_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a measure; two people who meet on it see both texts."""
    actor = request.actor
    row: Measure = found(queries.get_measure, actor, pk)
    initial = filled_measure(row)
    form = MeasureForm(request.POST or None, actor=actor, initial=initial)
    _offer(form, row.section.campaign, row)

    def act(form: MeasureForm) -> str:
        services.change_measure(
            pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request), section_id=form.section_id
        )
        return reverse("campaigns:measure", args=[pk])

    page = _page(row.section.campaign, _("Change the measure"), f"campaigns.measure/{pk}", row.version)
    more = {"both": _both(request, form, row, initial)}
    return form_page(request, form, act, page, _("The measure was changed."), more)


@requires("campaigns:manage")
@require_POST
def measure_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a measure one place up or down."""
    row = found(queries.get_measure, request.actor, pk)
    act = partial(services.move_measure, pk, _by(request), actor=request.actor, at=clock.now())
    return step(request, act, _("The order was changed."), (_there(row.section),))


@requires("campaigns:manage")
@require_POST
def measure_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a measure out of the plan."""
    row = found(queries.get_measure, request.actor, pk)
    act = partial(services.remove_measure, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The measure was taken out."), ("campaigns:plan", row.section.campaign_id))
