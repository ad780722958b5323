"""The console's pages of joint issues."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.issue import queries, services
from open315.campaigns.issue.content import content_of, is_unchanged
from open315.campaigns.issue.document import document_of
from open315.campaigns.issue.forms import IssueForm, blank, filled
from open315.campaigns.issue.listing import ISSUES
from open315.campaigns.issue.pages import (
    ISSUE,
    PARTNER,
    IssueShown,
    Paper,
    PartnerShown,
)
from open315.campaigns.issue.rules import is_late, may_issue
from open315.campaigns.models import IssuePartner, JointIssue, PlanVersion
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan.reading import found, may_draft
from open315.campaigns.rules import is_said_in_person
from open315.campaigns.types import IssueState
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.documents.official.files import RENDER
from open315.core.exports.responses import document_response
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


def paper_of(issue: JointIssue) -> Paper:
    """As it was issued, or as it would be."""
    paper: Paper = issue.content or content_of(issue, "")
    return paper


def _page(title: str, back: str, draft: str, **more: Any) -> FormPage:
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_("Joint issues"), reverse("campaigns:issues")))
    return FormPage("campaigns", title, back, crumbs=crumbs, draft=draft, **more)


@requires("campaigns:read")
def issue_list(request: StaffRequest) -> HttpResponse:
    """The papers of one's own council."""
    return list_page(request, ISSUES)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def issue_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Draft the paper that issues an approved version."""
    actor = request.actor
    version: PlanVersion = found(plan.get_own_version, actor, pk)
    form = IssueForm(request.POST or None, actor=actor, initial=blank(version))

    def act(form: IssueForm) -> str:
        row = services.draft_issue(pk, form.draft(), actor=actor, at=clock.now())
        return reverse("campaigns:issue", args=[row.pk])

    page = _page(_("Draft the joint issue"), reverse("campaigns:version", args=[pk]), f"campaigns.issue_new/{pk}")
    return form_page(request, form, act, page, _("The paper is drafted."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def issue_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a paper while nobody was asked about it."""
    actor = request.actor
    row: JointIssue = found(queries.get_issue, actor, pk)
    form = IssueForm(request.POST or None, actor=actor, initial=filled(row))
    address = reverse("campaigns:issue", args=[pk])

    def act(form: IssueForm) -> None:
        services.change_issue(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(_("Change the paper"), address, f"campaigns.issue/{pk}", version=row.version)
    return form_page(request, form, act, page, _("The paper was changed."))


@requires("campaigns:read")
def issue(request: StaffRequest, pk: int) -> HttpResponse:
    """One paper: what it says, who has confirmed, who has acknowledged."""
    actor = request.actor
    row: JointIssue = found(queries.get_issue, actor, pk)
    partners = list(row.partners.all())
    answers = [each.answer for each in partners]
    shown = IssueShown(
        row,
        paper=paper_of(row),
        partners=partners,
        may_manage=may_draft(actor, row.campaign) or (actor.may("campaigns:manage") and row.state == IssueState.ISSUED),
        is_unchanged=is_unchanged(row),
        is_waiting=may_issue(answers, reply_until=row.reply_until, today=clock.today()) == "somebody_silent",
        may_read_activities=actor.may("activities:read"),
    )
    return detail_page(request, ISSUE, shown)


@requires("campaigns:read")
@never_cache
def paper_docx(request: StaffRequest, pk: int) -> HttpResponse:
    """A paper as an official document to edit and sign."""
    return paper_file(paper_of(found(queries.get_issue, request.actor, pk)), "docx")


@requires("campaigns:read")
@never_cache
def paper_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """A paper as an official document to print."""
    return paper_file(paper_of(found(queries.get_issue, request.actor, pk)), "pdf")


def paper_file(paper: Paper, form: str) -> HttpResponse:
    """A paper in one of its forms, to be saved."""
    document = document_of(paper, get_language() or "")
    return document_response(RENDER[form](document), document.title, form)


@requires("campaigns:manage")
@require_POST
def issue_ask(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the partner bodies."""
    found(queries.get_issue, request.actor, pk)
    act = partial(services.ask_partners, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The partners are asked."), ("campaigns:issue", pk))


@requires("campaigns:manage")
@require_POST
def issue_do(request: StaffRequest, pk: int) -> HttpResponse:
    """Issue the paper."""
    found(queries.get_issue, request.actor, pk)
    act = partial(services.issue_jointly, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The paper is issued and delivered."), ("campaigns:issue", pk))


@requires("campaigns:manage")
@require_POST
def issue_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    found(queries.get_issue, request.actor, pk)
    act = partial(
        services.withdraw_issue,
        pk,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        at=clock.now(),
        version=version_of(request),
    )
    return step(request, act, _("The paper was withdrawn."), ("campaigns:issue", pk))


@requires("campaigns:manage")
@require_POST
def issue_chase(request: StaffRequest, pk: int) -> HttpResponse:
    """Remind the councils that have not acknowledged a paper."""
    found(queries.get_issue, request.actor, pk)
    act = partial(services.chase_silent, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The silent councils were reminded."), ("campaigns:issue", pk))


@requires("campaigns:confirm", "campaigns:manage")
def issue_partner(request: StaffRequest, pk: int) -> HttpResponse:
    """What a partner body is asked, with the paper and the plan."""
    actor = request.actor
    row: IssuePartner = found(queries.get_partner, actor, pk)
    is_own = row.organisation_id == actor.organisation_id
    shown = PartnerShown(
        row,
        paper=paper_of(row.issue),
        may_answer=row.issue.state == IssueState.ASKED
        and (is_own or not is_said_in_person(row.answer, is_on_paper=row.is_on_paper)),
        is_own=is_own,
        is_over=is_late(clock.today(), row.issue.reply_until),
    )
    return detail_page(request, PARTNER, shown)


@requires("campaigns:confirm", "campaigns:manage")
@require_POST
def issue_confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """Confirm for a partner body."""
    return _answer(request, pk, confirms=True)


@requires("campaigns:confirm", "campaigns:manage")
@require_POST
def issue_decline(request: StaffRequest, pk: int) -> HttpResponse:
    """Decline for a partner body, with the reason."""
    return _answer(request, pk, confirms=False)


def _answer(request: StaffRequest, pk: int, *, confirms: bool) -> HttpResponse:
    found(queries.get_partner, request.actor, pk)
    act = partial(
        services.answer_issue,
        pk,
        confirms=confirms,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        at=clock.now(),
        version=version_of(request),
    )
    return step(request, act, _("The answer is saved."), ("campaigns:issue_partner", pk))
