"""The case page, and one address a verb."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.cases import queries, services
from open315.cases.console.taken import taken_at
from open315.cases.console.verbs import Button, button, buttons
from open315.cases.models import Case
from open315.cases.notices import paper
from open315.cases.types import Unmasked
from open315.cases.wording import field_words
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.errors import Conflict, NotFound, Open315Error
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.core.pages.form_pages import DRAFTS_LIVE, version_of
from open315.core.pages.once import TOKEN, fresh_token
from open315.core.refusals import show_at_field
from open315.core.uploads import services as uploads
from open315.core.verbs.forms import VerbForm

READ = "cases:read"


@requires(READ)
@never_cache
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Everything about one case; `?pane=1` only the pane beside the inbox, `?alike=1` with the cases like it.

    Those are asked for by the page once it is shown (and then only they are sent), or by a link where there is no script.
    """
    actor = request.actor
    if request.GET.get("alike") and request.htmx:
        return render(request, "cases/console/alike.html", {"alike": _alike(actor, number)})
    context = _context(actor, _get(actor, number))
    if request.GET.get("pane"):
        return render(request, "cases/console/pane.html", context)
    if request.GET.get("alike"):
        context["alike"] = _alike(actor, number)
    return render(request, "cases/console/case.html", context)


def _alike(actor: Actor, number: str) -> list[queries.LikelyDuplicate]:
    try:
        return queries.alike_cases(actor, number)
    except NotFound as error:
        raise Http404 from error


def _get(actor: Actor, number: str) -> queries.CaseFile:
    try:
        return queries.get_case(actor, number)
    except NotFound as error:
        raise Http404 from error


def _context(actor: Actor, shown: queries.CaseFile) -> dict[str, Any]:
    open_now = buttons(queries.available_verbs(actor, shown))
    return {"section": "cases", "file": shown, "case": shown.case, "taken": taken_at(actor, shown.case), **open_now}


@requires(READ)
@never_cache
@require_http_methods(["GET", "POST"])
def verb(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """The form of one verb (GET) and the verb itself (POST). A verb that is not open to the person now is 404."""
    actor = request.actor
    shown = _get(actor, number)
    chosen = button(name)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        if name not in queries.available_verbs(actor, shown):
            return _no_longer(request, number)
        form = VerbForm(verb=chosen.verb, actor=actor, row=shown.case)
        kept = _draft(request, chosen, shown.case)
        kept.fill(form)
        return _form_page(request, chosen, shown, form, shown.case.version, kept=kept)
    return _posted(request, chosen, shown)


def _no_longer(request: StaffRequest, number: str) -> HttpResponse:
    messages.warning(request, _("This step is not open to you as the case stands now."))
    return redirect("cases:case", number)


def _posted(request: StaffRequest, chosen: Button, shown: queries.CaseFile) -> HttpResponse:
    actor = request.actor
    form = VerbForm(request.POST, verb=chosen.verb, actor=actor, row=shown.case)
    told = version_of(request)
    version = shown.case.version if told is None else told
    kept, drawn = _draft(request, chosen, shown.case), request.POST.get(TOKEN, "")
    if answer := kept.answer(form, drawn):
        return answer
    if not form.is_valid():
        kept.keep(form, drawn)
        return _form_page(request, chosen, shown, form, version, status=422)
    try:
        done = _call(request, chosen, shown.case, form.arguments(), version)
    except Conflict as error:
        kept.keep(form, drawn)
        form.add_error(None, str(error.message))
        return _form_page(request, chosen, _get(actor, shown.case.number), form, shown.case.version, status=409)
    except Open315Error as error:
        kept.keep(form, drawn)
        show_at_field(form, error)
        return _form_page(request, chosen, shown, form, version, status=error.status)
    kept.drop(drawn)
    if isinstance(done, Unmasked):
        texts = [(field_words(each.field), each.pieces) for each in done.originals]
        context = {**_context(actor, shown), "person": done.person, "texts": texts, "names": done.files}
        return render(request, "cases/console/unmasked.html", context)
    messages.success(request, _("Done: %(verb)s.") % {"verb": chosen.label})
    return redirect("cases:case", shown.case.number)


def _draft(request: StaffRequest, chosen: Button, case: Case) -> KeptDraft:
    return draft_of(request, f"cases.{chosen.name}/{case.pk}", for_=DRAFTS_LIVE)


def _call(request: StaffRequest, chosen: Button, case: Case, arguments: dict[str, Any], version: int) -> Any:
    at = clock.now()
    sent: list[UUID] = []
    try:
        if chosen.face.takes_files:
            for each in request.FILES.getlist("evidence"):
                sent.append(uploads.receive(each, at=at).pk)
            arguments["upload_ids"] = tuple(sent)
        return chosen.verb.function(case.pk, **arguments, actor=request.actor, at=at, version=version)
    except Open315Error:
        uploads.drop_unclaimed(sent)
        raise


def _form_page(
    request: StaffRequest,
    chosen: Button,
    shown: queries.CaseFile,
    form: VerbForm,
    version: int,
    status: int = 200,
    kept: KeptDraft | None = None,
) -> HttpResponse:
    around = {"verb": chosen, "form": form, "version": version, "once": fresh_token(), "draft": kept}
    context = {**_context(request.actor, shown), **around}
    return render(request, "cases/console/verb.html", context, status=status)


@requires(READ)
@never_cache
def notice(request: StaffRequest, number: str, name: str, form: str) -> HttpResponse:
    """A notice of the case with name and address, to print; in the reader's script. Each printing is recorded."""
    shown = _get(request.actor, number)
    if form not in paper.FORMS:
        raise Http404
    now = clock.now()
    try:
        opened = services.print_notice(shown.case, name, form=form, actor=request.actor, at=now)
    except NotFound as error:
        raise Http404 from error
    made = paper.printed(shown.case, opened, form=form, language=get_language() or "", day=clock.local_day(now))
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name) or "attachment"
    return answer


@requires(READ)
@never_cache
def attachment(request: StaffRequest, number: str, attachment_id: int) -> HttpResponseBase:
    """One file of the case, with headers that keep it from doing anything in a browser."""
    shown = _get(request.actor, number)
    try:
        opened = services.open_file(shown.case, attachment_id, actor=request.actor, at=clock.now())
    except NotFound as error:
        raise Http404 from error
    inline = request.GET.get("inline") == "1"
    if isinstance(opened, uploads.Published):
        return uploads.published_response(opened, inline=inline)
    return uploads.response(opened.upload, stem=opened.stem, inline=inline)
