"""The console's pages of approvals."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.approval import procedures, queries, services
from open315.campaigns.approval.forms import (
    BASES,
    BallotForm,
    CirculationForm,
    MeetingForm,
    ProcedureForm,
    filled_procedure,
)
from open315.campaigns.approval.pages import APPROVAL, PROCEDURES, ApprovalShown, share_name
from open315.campaigns.models import Approval, Ballot, PlanVersion
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan.reading import found
from open315.campaigns.rules import is_said_in_person
from open315.campaigns.types import ApprovalState
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of
from open315.core.pages.lists import list_page


def _title(version: PlanVersion) -> str:
    return _("Plan %(year)s, version %(number)s") % {"year": version.campaign.year, "number": version.number}


def _page(version: PlanVersion, title: str, draft: str, **more: Any) -> FormPage:
    back = reverse("campaigns:version", args=[version.pk])
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_title(version), back))
    return FormPage("campaigns", title, back, crumbs=crumbs, draft=draft, **more)


def _rules_now(actor: Actor) -> str:
    """By what a vote of today is decided, in a sentence."""
    found_rules = procedures.procedure_on(actor.organisation_id or 0, clock.today())
    told = {
        "quorum": share_name(found_rules.quorum),
        "majority": share_name(found_rules.majority),
        "base": BASES[found_rules.base],
    }
    return _("Today's rules: taking part %(quorum)s, for it %(majority)s (%(base)s).") % told


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def vote(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter what a meeting voted on a version."""
    actor = request.actor
    version: PlanVersion = found(plan.get_own_version, actor, pk)
    form = MeetingForm(request.POST or None, actor=actor, initial={"held_on": clock.today()})

    def act(form: MeetingForm) -> str:
        row = services.record_vote(pk, form.vote(), actor=actor, at=clock.now())
        return reverse("campaigns:approval", args=[row.pk])

    page = _page(version, _("Enter the vote of a meeting"), f"campaigns.vote/{pk}", lead=_rules_now(actor))
    return form_page(request, form, act, page, _("The vote is entered."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def circulate(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the members to sign for or against a version."""
    actor = request.actor
    version: PlanVersion = found(plan.get_own_version, actor, pk)
    form = CirculationForm(request.POST or None, actor=actor, initial={})

    def act(form: CirculationForm) -> str:
        row = services.circulate_plan(pk, form.circulation(), actor=actor, at=clock.now())
        return reverse("campaigns:approval", args=[row.pk])

    page = _page(
        version,
        _("Circulate for signature"),
        f"campaigns.circulate/{pk}",
        lead=_rules_now(actor),
        submit=_("Ask for signatures"),
    )
    return form_page(request, form, act, page, _("The members are asked."))


@requires("campaigns:read")
def approval(request: StaffRequest, pk: int) -> HttpResponse:
    """One vote: how it was taken, how it is counted, who has answered."""
    actor = request.actor
    row: Approval = found(queries.get_approval, actor, pk)
    may_manage = actor.may("campaigns:manage")
    shown = ApprovalShown(
        row,
        tally=queries.tally_of(row),
        voting=procedures.voting_of(row),
        ballots=[(each, _answered_at(actor, row, each)) for each in row.ballots.select_related("account")],
        may_take_back=may_manage
        and row.campaign.closed_at is None
        and row.state not in (ApprovalState.SUPERSEDED, ApprovalState.TAKEN_BACK),
        may_manage=may_manage,
    )
    return detail_page(request, APPROVAL, shown)


def _answered_at(actor: Actor, row: Approval, ballot: Ballot) -> str:
    """Where a ballot is answered by this reader; nowhere for others' and after the end."""
    is_own = actor.may("campaigns:vote") and ballot.account_id == actor.account_id
    is_free = not is_said_in_person(ballot.answer, is_on_paper=ballot.is_on_paper)
    may = row.state == ApprovalState.OPEN and (is_own or (is_free and actor.may("campaigns:manage")))
    return reverse("campaigns:ballot", args=[ballot.pk]) if may else ""


@requires("campaigns:vote", "campaigns:manage")
@require_http_methods(["GET", "POST"])
def ballot(request: StaffRequest, pk: int) -> HttpResponse:
    """Agree or object; the secretariat notes what was signed on paper."""
    actor = request.actor
    row: Ballot = found(queries.get_ballot, actor, pk)
    version = row.approval.plan_version
    form = BallotForm(request.POST or None, actor=actor, initial={"answer": row.answer, "reason": row.reason})
    address = reverse("campaigns:approval", args=[row.approval_id])

    def act(form: PageForm) -> str:
        services.sign_ballot(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))
        return address

    page = FormPage(
        "campaigns",
        _("Sign: %(plan)s") % {"plan": _title(version)},
        address,
        lead=_("%(member)s · the last day is %(day)s") % {"member": row, "day": row.approval.deadline},
        version=row.version,
        crumbs=(
            (_("Campaigns"), reverse("campaigns:list")),
            (_title(version), reverse("campaigns:version", args=[version.pk])),
        ),
        draft=f"campaigns.ballot/{pk}",
    )
    return form_page(request, form, act, page, _("The answer is saved."))


@requires("campaigns:manage")
@require_POST
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop a circulation, or take back a vote that was entered wrongly."""
    found(queries.get_approval, request.actor, pk)
    act = partial(
        services.take_back_vote,
        pk,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        at=clock.now(),
        version=version_of(request),
    )
    return step(request, act, _("The vote was taken back."), ("campaigns:approval", pk))


@requires("campaigns:read")
def procedure_list(request: StaffRequest) -> HttpResponse:
    """The rules of procedure of one's council, day by day."""
    return list_page(request, PROCEDURES)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def procedure_new(request: StaffRequest) -> HttpResponse:
    """Enter rules of procedure from a day on."""
    actor = request.actor
    initial = filled_procedure(procedures.procedure_on(actor.organisation_id or 0, clock.today()))
    form = ProcedureForm(request.POST or None, actor=actor, initial={**initial, "valid_from": clock.today()})

    def act(form: ProcedureForm) -> None:
        services.state_procedure(form.procedure(), actor=actor, at=clock.now())

    back = reverse("campaigns:procedures")
    page = FormPage("campaigns", _("Enter rules of procedure"), back, draft="campaigns.procedure_new")
    return form_page(request, form, act, page, _("The rules are entered."))
