"""The console's pages of what stands in a text: count it anew, take chapters in and leave them out, place tables and charts."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.jobs.showing import progress_of
from open315.core.pages.form_pages import PageForm, form_page, step
from open315.summaries.models import Passage, Text
from open315.summaries.text import queries, services
from open315.summaries.text.counting import kept_of
from open315.summaries.text.forms import BlockForm
from open315.summaries.text.views_text import page_of, there
from open315.summaries.types import SENDING


def _act(request: StaffRequest, pk: int, verb: Any, done: str, *given: str) -> HttpResponse:
    found(queries.get_text, request.actor, pk)
    act = partial(verb, pk, *given, actor=request.actor, at=clock.now())
    return step(request, act, done, ("summaries:text", pk))


@requires("summaries:write")
@require_POST
def recount(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the worker count every figure again."""
    return _act(request, pk, services.count_anew, _("The worker counts the figures. You are told when it is done."))


@requires("summaries:write")
@require_POST
def recount_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it stop."""
    return _act(request, pk, services.cancel_count, _("The count is stopped; the figures stay as they were."))


@requires("summaries:read")
@never_cache
def counting(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far the worker is; when it has ended, the page is loaded anew."""
    row: Text = found(queries.get_text, request.actor, pk)
    run = queries.last_count(row)
    progress = progress_of(run.job) if run is not None and run.job.at_work else None
    is_sending = run is not None and run.job.kind == SENDING
    context = {
        "text": row,
        "progress": progress,
        "may_word": request.actor.may("summaries:write"),
        "is_sending": is_sending,
    }
    answer = render(request, "summaries/text/counting.html", context)
    if progress is None:
        answer["HX-Refresh"] = "true"
    return answer


@requires("summaries:write")
@require_POST
def take_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Take in a chapter that has something to tell."""
    chapter = request.POST.get("chapter", "")
    return _act(request, pk, services.take_in_chapter, _("The chapter is in the text, at its place."), chapter)


@requires("summaries:write")
@require_POST
def leave_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a chapter out."""
    chapter = request.POST.get("chapter", "")
    return _act(request, pk, services.leave_out_chapter, _("The chapter was taken out; versions keep it."), chapter)


@requires("summaries:write")
@require_POST
def tell_anew(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell the section of a heading anew."""
    heading: Passage = found(queries.get_passage, request.actor, pk)
    act = partial(services.tell_section_anew, pk, actor=request.actor, at=clock.now())
    done = _("The section says what the records say now; a version keeps the words of before.")
    return step(request, act, done, ("summaries:text", heading.text_id))


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def block_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Place a counted table or chart below a passage."""
    after: Passage = found(queries.get_passage, request.actor, pk)
    blocks = kept_of(after.text).blocks
    form = BlockForm(request.POST or None, actor=request.actor, blocks=blocks)

    def act(form: PageForm) -> str:
        source = form.cleaned_data["source"]
        return there(services.place_block(pk, source, actor=request.actor, at=clock.now()))

    page = page_of(after.text, _("Place a table or chart"))
    return form_page(request, form, act, page, _("It stands in the text."))
