"""The case page, and one address a verb."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.cases import queries, services
from open315.cases.console.aside import aside_of
from open315.cases.console.filters import REFUSED
from open315.cases.console.place import Place, after_step, beside_list, came_from, in_list
from open315.cases.console.steps import STAYS, begun, draft_of_step, step_context
from open315.cases.console.taken import taken_at
from open315.cases.console.undo import undo_of
from open315.cases.console.verbs import Button, button, buttons
from open315.cases.models import Case
from open315.cases.notices import paper
from open315.cases.types import Renewed, Unmasked
from open315.cases.wording import field_words
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.documents.official.files import RENDER
from open315.core.errors import Conflict, NotFound, Open315Error
from open315.core.exports.responses import document_response
from open315.core.names import labelled
from open315.core.pages.form_pages import version_of
from open315.core.pages.once import TOKEN
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
    shown = _get(actor, number)
    if request.GET.get("pane"):
        return render(request, "cases/console/pane.html", _context(request, shown, beside_list(request, shown.case)))
    context = _context(request, shown)
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


def _context(request: StaffRequest, shown: queries.CaseFile, place: Place | None = None) -> dict[str, Any]:
    actor, case = request.actor, shown.case
    place = place or came_from(request, case)
    address = place.step if place else lambda name: reverse("cases:verb", args=[case.number, name])
    around = {
        "aside": aside_of(actor, shown, request.GET.get(REFUSED, "")),
        "attention": queries.attention_of(actor, case),
        "file": shown,
        "case": case,
        "taken": taken_at(actor, case),
        "place": place,
    }
    return {"section": "cases", **around, **buttons(queries.available_verbs(actor, shown), address)}


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
        if not (step := begun(request, shown, name)):
            return _no_longer(request, number)
        return render(request, "cases/console/verb.html", {**_context(request, shown), **step})
    return _posted(request, chosen, shown)


def _no_longer(request: StaffRequest, number: str) -> HttpResponse:
    messages.warning(request, _("This step is not open to you as the case stands now."))
    return redirect("cases:case", number)


def _posted(request: StaffRequest, chosen: Button, shown: queries.CaseFile) -> HttpResponse:
    actor = request.actor
    form = VerbForm(request.POST, verb=chosen.verb, actor=actor, row=shown.case)
    told = version_of(request)
    version = shown.case.version if told is None else told
    kept, drawn = draft_of_step(request, chosen, shown.case), request.POST.get(TOKEN, "")
    if answer := kept.answer(form, drawn):
        return answer
    if not form.is_valid():
        kept.keep(form, drawn)
        return _form_page(request, chosen, shown, form, version, status=422)
    place = came_from(request, shown.case)
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
        context = {**_context(request, shown), "person": done.person, "texts": texts, "names": done.files}
        return render(request, "cases/console/unmasked.html", context)
    if isinstance(done, Renewed):
        return render(request, "cases/console/new_code.html", {**_context(request, shown), "renewed": done})
    said = labelled(shown.case.number, _("Done: %(verb)s.") % {"verb": chosen.label})
    messages.success(request, said, extra_tags=undo_of(chosen.name, [shown.case.pk], place.query if place else ""))
    return redirect(_after(request, chosen, shown.case, place))


def _after(request: StaffRequest, chosen: Button, case: Case, place: Place | None) -> str:
    if place is None:
        return reverse("cases:case", args=[case.number])
    if chosen.name in STAYS:
        return in_list(place.query, case=case.number)
    return after_step(request.actor, place)


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
    request: StaffRequest, chosen: Button, shown: queries.CaseFile, form: VerbForm, version: int, status: int
) -> HttpResponse:
    context = {**_context(request, shown), **step_context(chosen, form, version)}
    return render(request, "cases/console/verb.html", context, status=status)


@requires(READ)
@never_cache
def notice(request: StaffRequest, number: str, name: str, form: str) -> HttpResponse:
    """A notice of the case with name and address, to print; in the reader's script. Each printing is recorded."""
    shown = _get(request.actor, number)
    if form not in RENDER:
        raise Http404
    now = clock.now()
    try:
        opened = services.print_notice(shown.case, name, form=form, actor=request.actor, at=now)
    except NotFound as error:
        raise Http404 from error
    document = paper.document_of(shown.case, opened, language=get_language() or "", day=clock.local_day(now))
    return document_response(RENDER[form](document), f"{document.title} {number}", form)


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
