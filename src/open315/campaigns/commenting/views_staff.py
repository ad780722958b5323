"""The console's pages of comments, and that of a version, at which they stand."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.commenting import queries, services
from open315.campaigns.commenting.forms import CommentAnswerForm, CommentForm
from open315.campaigns.commenting.listing import comments_of
from open315.campaigns.commenting.pages import COMMENT, CommentShown, paragraph_words, part_words, talk_at
from open315.campaigns.models import PlanComment, PlanVersion
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan.content import HEAD, MEASURE, SECTION, content_from
from open315.campaigns.plan.forms import MEASURE_PREFIX, SECTION_PREFIX, RequirementForm
from open315.campaigns.plan.reading import found, may_draft
from open315.campaigns.plan.version_pages import VERSION, shown_version
from open315.campaigns.plan.views_versions import offer_parts
from open315.campaigns.types import CommentState
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


@requires("campaigns:read")
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """One version as it was kept, with what the committee said at it."""
    actor = request.actor
    row: PlanVersion = found(plan.get_version, actor, pk)
    is_own, drafts = row.campaign.council_id == actor.organisation_id, may_draft(actor, row.campaign)
    shown = shown_version(
        row,
        is_own=is_own,
        may_release=is_own and actor.may("campaigns:manage") and row.released_at is None,
        may_send=drafts and plan.can_be_sent(row),
        may_ask=drafts and plan.can_be_asked(row),
        may_issue=drafts and plan.can_be_issued(row),
        approvals=list(row.approvals.all()) if is_own else [],
        talk=_talk(actor, row) if is_own else {},
    )
    return detail_page(request, VERSION, shown)


def _talk(actor: Actor, row: PlanVersion) -> dict[str, Any]:
    is_open = row.campaign.closed_at is None
    may_comment = is_open and actor.may("campaigns:comment") and queries.is_last_sent(row)
    said = queries.comments_up_to(actor, row)
    answers = may_draft(actor, row.campaign)
    return talk_at(row, content_from(row.content), said, may_comment=may_comment, may_answer=answers)


@requires("campaigns:read")
def comments(request: StaffRequest, pk: int) -> HttpResponse:
    """What the committee said at the plan of a campaign."""
    return list_page(request, comments_of(found(plan.get_draft, request.actor, pk).campaign))


@requires("campaigns:read")
def comment(request: StaffRequest, pk: int) -> HttpResponse:
    """One comment, its paragraph, and what came of it."""
    actor = request.actor
    row: PlanComment = found(queries.get_comment, actor, pk)
    is_open = row.plan_version.campaign.closed_at is None
    is_own = row.written_by_id == actor.account_id and actor.may("campaigns:comment")
    shown = CommentShown(
        row,
        content_from(row.plan_version.content),
        queries.latest_version(row),
        may_answer=may_draft(actor, row.plan_version.campaign) and row.state in services.UNANSWERED,
        may_withdraw=is_open and is_own and row.state == CommentState.OPEN,
    )
    return detail_page(request, COMMENT, shown)


@requires("campaigns:comment")
@require_http_methods(["GET", "POST"])
def comment_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Comment at a part of a version."""
    actor = request.actor
    row: PlanVersion = found(plan.get_own_version, actor, pk)
    content = content_from(row.content)
    lead = paragraph_words(content, request.POST.get("key", request.GET.get("at", HEAD)))
    form = CommentForm(request.POST or None, actor=actor, initial={"key": request.GET.get("at", HEAD)})
    form.choose("key", [(item.key, part_words(content, item.key)) for item in content])

    def act(form: CommentForm) -> str:
        said = form.cleaned_data
        services.write_comment(pk, said["key"], said["text"], actor=actor, at=clock.now())
        return f"{back}#at-{said['key']}"

    back = reverse("campaigns:version", args=[pk])
    words = _("Plan %(year)s, version %(number)s") % {"year": row.campaign.year, "number": row.number}
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (words, back))
    page = FormPage(
        "campaigns",
        _("Comment"),
        back,
        lead=lead,
        crumbs=crumbs,
        draft=f"campaigns.comment_new/{pk}",
        submit=_("Send the comment"),
    )
    return form_page(request, form, act, page, _("The secretariat is told of your comment."))


def _page(row: PlanComment, title: str, name: str, **more: Any) -> FormPage:
    back = reverse("campaigns:comment", args=[row.pk])
    version = row.plan_version
    words = _("Plan %(year)s, version %(number)s") % {"year": version.campaign.year, "number": version.number}
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (words, reverse("campaigns:version", args=[version.pk])))
    draft = f"campaigns.{name}/{row.pk}"
    return FormPage("campaigns", title, back, crumbs=crumbs, draft=draft, version=row.version, lead=row.text, **more)


def _there(row: PlanComment) -> str:
    """The paragraph in its version: the secretary goes on to the next comment from there."""
    return f"{reverse('campaigns:version', args=[row.plan_version_id])}#at-{row.key}"


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def comment_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a comment."""
    actor = request.actor
    row: PlanComment = found(queries.get_comment, actor, pk)
    form = CommentAnswerForm(request.POST or None, actor=actor, initial={"answer": row.answer})

    def act(form: CommentAnswerForm) -> str:
        services.answer_comment(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))
        return _there(row)

    return form_page(request, form, act, _page(row, _("Answer"), "comment_answer"), _("The answer is saved."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def comment_require(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a comment a requirement."""
    actor = request.actor
    row: PlanComment = found(queries.get_comment, actor, pk)
    initial = {
        "text": row.text,
        "to": row.key.replace(SECTION, SECTION_PREFIX).replace(MEASURE, MEASURE_PREFIX),
        "put_by": _("A member of the standing committee"),
        "put_on": clock.local_day(row.written_at),
    }
    form = RequirementForm(request.POST or None, actor=actor, initial=initial)
    offer_parts(form, plan.draft_of(row.plan_version.campaign))

    def act(form: RequirementForm) -> str:
        made = services.take_up_comment(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))
        return reverse("campaigns:requirement", args=[made.requirement_id])

    page = _page(row, _("Make it a requirement"), "comment_require")
    return form_page(request, form, act, page, _("The requirement was put."))


def _done(request: StaffRequest, pk: int, verb: Callable[..., Any], words: str) -> HttpResponse:
    found(queries.get_comment, request.actor, pk)
    act = partial(verb, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, words, ("campaigns:comment", pk))


@requires("campaigns:manage")
@require_POST
def comment_settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark a comment as settled."""
    return _done(request, pk, services.settle_comment, _("The comment is settled."))


@requires("campaigns:comment")
@require_POST
def comment_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw one's own comment."""
    return _done(request, pk, services.withdraw_comment, _("The comment was withdrawn."))
