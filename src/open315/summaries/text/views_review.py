"""The console's pages of a review: sent, commented, answered, sent back, signed; editions with their files, published and withdrawn."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.documents import html
from open315.core.documents.scripts import in_script, named_script
from open315.core.documents.stored import from_data
from open315.core.exports.responses import DOCUMENTS
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import PageForm, form_page, step, version_of
from open315.summaries.files import file_answer
from open315.summaries.models import Comment, Edition, Text
from open315.summaries.queries import is_large
from open315.summaries.text import queries, services
from open315.summaries.text.forms import AnswerForm, CommentForm
from open315.summaries.text.pages import EDITION, EditionShown
from open315.summaries.text.pictures import with_bytes
from open315.summaries.text.views_text import page_of


def _act(request: StaffRequest, pk: int, verb: Any, done: str, **given: Any) -> HttpResponse:
    """One step with the whole text."""
    found(queries.get_text, request.actor, pk)
    act = partial(verb, pk, actor=request.actor, at=clock.now(), version=version_of(request), **given)
    return step(request, act, done, ("summaries:text", pk))


@requires("summaries:write")
@require_POST
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the text for review."""
    row: Text = found(queries.get_text, request.actor, pk)
    if is_large(row.campaign, request.actor, row.about_id):
        words = _("The worker counts the figures and sends the text. You are told when it is done.")
        return _act(request, pk, services.request_review, words)
    return _act(
        request, pk, services.send_for_review, _("The text is under review. What the check found stands above it.")
    )


@requires("summaries:sign")
@require_POST
def back(request: StaffRequest, pk: int) -> HttpResponse:
    """Send it back."""
    reason = request.POST.get("reason", "")
    return _act(request, pk, services.send_back, _("The text went back."), reason=reason)


@requires("summaries:sign")
@require_POST
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign and archive it."""
    return _act(request, pk, services.sign_text, _("The summary is signed and archived."))


@requires("summaries:write")
@require_POST
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a signed text again."""
    reason = request.POST.get("reason", "")
    return _act(request, pk, services.correct_text, _("The text is open again."), reason=reason)


@requires("summaries:sign")
@require_http_methods(["GET", "POST"])
def comment(request: StaffRequest, pk: int) -> HttpResponse:
    """Comment on the text, or on one passage of it."""
    row: Text = found(queries.get_text, request.actor, pk)
    return _comment(request, row, None)


@requires("summaries:sign")
@require_http_methods(["GET", "POST"])
def passage_comment(request: StaffRequest, pk: int) -> HttpResponse:
    """Comment on a passage."""
    passage = found(queries.get_passage, request.actor, pk)
    return _comment(request, passage.text, passage.pk)


def _comment(request: StaffRequest, row: Text, passage_id: int | None) -> HttpResponse:
    form = CommentForm(request.POST or None, actor=request.actor)

    def act(form: PageForm) -> None:
        given: dict[str, Any] = {"passage_id": passage_id, "actor": request.actor, "at": clock.now()}
        services.comment_text(row.pk, form.cleaned_data["said"], **given)

    name = f"summaries.comment/{row.pk}/{passage_id or ''}"
    return form_page(request, form, act, page_of(row, _("Comment"), name), _("The comment is put."))


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a comment, or what the check found."""
    row: Comment = found(queries.get_comment, request.actor, pk)
    form = AnswerForm(request.POST or None, actor=request.actor, initial={"answer": row.answer})

    def act(form: PageForm) -> None:
        given: dict[str, Any] = {"actor": request.actor, "at": clock.now(), "version": version_of(request)}
        services.answer_comment(pk, form.cleaned_data["answer"], **given)

    page = page_of(row.text, _("Answer"), f"summaries.answer/{pk}", row.version, lead=row.said)
    return form_page(request, form, act, page, _("The answer stands beside it."))


@requires("summaries:read")
def edition(request: StaffRequest, pk: int) -> HttpResponse:
    """A signed summary as it was frozen, and whether its digest is true."""
    row: Edition = found(queries.get_edition, request.actor, pk)
    last = row.text.editions.first()
    shown = EditionShown(
        row,
        is_intact=queries.is_intact(row),
        is_last=last is not None and last.pk == row.pk,
        may_publish=request.actor.may("summaries:sign"),
    )
    return detail_page(request, EDITION, shown, {"body": html.render(from_data(row.content))})


@requires("summaries:read")
@never_cache
def edition_file(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """The same as DOCX or PDF."""
    row: Edition = found(queries.get_edition, request.actor, pk)
    if form not in DOCUMENTS:
        raise Http404
    document = from_data(row.content)
    shown = in_script(document, named_script(request.GET.get("script", ""), document.language))
    return file_answer(with_bytes(shown, row.text_id), form)


@requires("summaries:sign")
@require_POST
def edition_publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Put an edition on the web."""
    found(queries.get_edition, request.actor, pk)
    act = partial(services.publish_edition, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("Everybody can read it now."), ("summaries:edition", pk))


@requires("summaries:sign")
@require_POST
def edition_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it off the web."""
    found(queries.get_edition, request.actor, pk)
    reason = request.POST.get("reason", "")
    act = partial(services.withdraw_edition, pk, reason=reason, actor=request.actor, at=clock.now())
    return step(request, act, _("It is off the web; the archive keeps it."), ("summaries:edition", pk))
