"""Tracking a case with its query code: where it stands, more evidence, withdrawal. The number alone opens nothing."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.cases import queries, services
from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.notices import paper
from open315.cases.notices.calendar import appointment_file
from open315.cases.rules.paper import day_of
from open315.core import clock
from open315.core.access import PortalRequest, public, requires
from open315.core.documents.official.files import RENDER
from open315.core.errors import InvalidInput, NotFound, Open315Error
from open315.core.exports.responses import document_response
from open315.core.uploads import serving
from open315.core.uploads.services import drop_unclaimed
from open315.intake.limits import limit_papers, limit_tracking
from open315.intake.web.code_door import CLOSED, LATE, let_in, let_out
from open315.intake.web.forms import (
    EvidenceForm,
    ObjectionForm,
    OtherTimeForm,
    RatingForm,
    TrackForm,
    WithdrawForm,
    number_read,
)
from open315.intake.web.left_words import belonging_to, brought_back, left_words
from open315.intake.web.receiving import NO_FILE, receive_files
from open315.intake.web.submission import NUMBER
from open315.intake.web.what_now import what_now

if TYPE_CHECKING:
    from open315.cases.models import Case

ASKED = "asked"
ADDED = "added"
RATED = "rated"
OBJECTED = "objected"
"""In the address of the case page that says that what was sent has come, or that the rating is kept."""


@public
@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one opens the case for half an hour in this browser."""
    form = TrackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            limit_tracking(request, code)
            return _opened(queries.find_by_code(code))
        except Open315Error as error:
            form.add_error("code", str(error.message))
    context = {
        "form": form,
        "number": number_read(request.GET.get(NUMBER, "")),
        "late": request.GET.get(LATE, ""),
        "is_closed": CLOSED in request.GET,
    }
    return render(request, "intake/portal/track.html", context, status=422 if form.errors else 200)


def _opened(case: "Case | None") -> HttpResponse:
    if case is None:
        raise InvalidInput(_("No case has this code. Please compare it with your receipt, letter by letter."))
    return let_in(redirect("intake:case"), case.pk, case.code_generation or 0)


@never_cache
@requires(kinds=(CONSUMER,))
def case(request: PortalRequest) -> HttpResponse:
    """The case as its consumer sees it."""
    begun = brought_back(left_words(request, case_id_of(request.actor)))
    return case_page(
        request, EvidenceForm(initial=begun), WithdrawForm(initial=begun), objection=ObjectionForm(initial=begun)
    )


@never_cache
@requires(kinds=(CONSUMER,))
@require_POST
def add_evidence(request: PortalRequest) -> HttpResponse:
    """Add files, a note, or both."""
    actor = request.actor
    form = EvidenceForm(request.POST)
    uploads, errors = receive_files(request, ())
    for message in errors:
        form.add_error(None, message)
    if form.is_valid() and not uploads and not form.cleaned_data["note"]:
        form.add_error(None, NO_FILE)
    if form.is_valid():
        try:
            services.add_evidence(
                case_id_of(actor), upload_ids=uploads, note=form.cleaned_data["note"], actor=actor, at=clock.now()
            )
            left_words(request, case_id_of(actor)).drop()
            return redirect(f"{reverse('intake:case')}?{ADDED}=1")
        except Open315Error as error:
            form.add_error(None, str(error.message))
    drop_unclaimed(uploads)
    return case_page(request, form, status=422)


@never_cache
@requires(kinds=(CONSUMER,))
def own_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A file that the consumer sent, as a download."""
    try:
        opened = services.open_own_file(case_id_of(request.actor), pk, actor=request.actor, at=clock.now())
    except NotFound as error:
        raise Http404 from error
    return serving.response(opened.upload, stem=opened.stem)


@never_cache
@requires(kinds=(CONSUMER,))
def own_notice(request: PortalRequest, name: str) -> HttpResponse:
    """A notice of the case to keep, as PDF, without name and address. A document takes time to set: so many an hour."""
    try:
        case, opened = services.own_notice(name, actor=request.actor)
        limit_papers(case.pk)
    except NotFound as error:
        raise Http404 from error
    document = paper.document_of(case, opened, language=get_language() or "", day=day_of(case, name))
    return document_response(RENDER["pdf"](document), f"{document.title} {case.number}", "pdf")


@never_cache
@requires(kinds=(CONSUMER,))
@require_POST
def withdraw(request: PortalRequest) -> HttpResponse:
    """Withdraw the case."""
    actor = request.actor
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw_case(case_id_of(actor), reason=form.cleaned_data["reason"], actor=actor, at=clock.now())
            return redirect("intake:case")
        except Open315Error as error:
            form.add_error(None, str(error.message))
    return case_page(request, withdrawal=form, status=422)


@never_cache
@requires(kinds=(CONSUMER,))
@require_POST
def other_time(request: PortalRequest) -> HttpResponse:
    """Ask for another time than the one appointed. It stands until the council moves it."""
    actor = request.actor
    form = OtherTimeForm(request.POST)
    if form.is_valid():
        try:
            services.ask_other_time(
                case_id_of(actor),
                appointment_id=form.cleaned_data["appointment_id"],
                text=form.cleaned_data["other_time"],
                actor=actor,
                at=clock.now(),
            )
            left_words(request, case_id_of(actor)).drop()
            return redirect(f"{reverse('intake:case')}?{ASKED}=1")
        except Open315Error as error:
            form.add_error("other_time", str(error.message))
    return case_page(request, status=422, other=form)


@never_cache
@requires(kinds=(CONSUMER,))
def own_appointment(request: PortalRequest, pk: int) -> HttpResponse:
    """An appointment of the case as a file for her own calendar."""
    found = queries.own_appointment(case_id_of(request.actor), pk)
    if found is None:
        raise Http404
    return appointment_file(found, at=clock.now(), href=reverse("intake:track"))


@never_cache
@requires(kinds=(CONSUMER,))
@require_POST
def rate(request: PortalRequest) -> HttpResponse:
    """Rate how a case was handled that is over."""
    actor = request.actor
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            services.rate_case(
                case_id_of(actor),
                stars=form.cleaned_data["stars"],
                note=form.cleaned_data["note"],
                actor=actor,
                at=clock.now(),
            )
            left_words(request, case_id_of(actor)).drop()
            return redirect(f"{reverse('intake:case')}?{RATED}=1")
        except Open315Error as error:
            form.add_error(None, str(error.message))
    return case_page(request, rating=form, status=422)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser (a shared computer)."""
    return let_out(request, redirect(f"{reverse('intake:track')}?{CLOSED}=1"))


def _rating_of(shown: queries.ConsumerView) -> dict[str, Any]:
    return {"stars": shown.rating, "note": shown.rating_words} if shown.rating else {}


def case_page(
    request: PortalRequest,
    evidence: EvidenceForm | None = None,
    withdrawal: WithdrawForm | None = None,
    rating: RatingForm | None = None,
    *,
    objection: ObjectionForm | None = None,
    status: int = 200,
    other: OtherTimeForm | None = None,
) -> HttpResponse:
    """The page of the case with the forms as they stand; each that is not given is empty."""
    evidence = evidence or EvidenceForm()
    shown = queries.consumer_view(request.actor, clock.now())
    if shown is None:
        return redirect("intake:track")
    context = {
        "shown": shown,
        "what_now": what_now(shown),
        "evidence": evidence,
        "withdrawal": withdrawal or WithdrawForm(),
        "objection": objection or ObjectionForm(),
        "rating": rating or RatingForm(initial={**_rating_of(shown), **evidence.initial}),
        "of": belonging_to(case_id_of(request.actor)),
        "other_time": other or OtherTimeForm(initial=evidence.initial),
        "is_asked": ASKED in request.GET,
        "is_added": ADDED in request.GET,
        "is_rated": RATED in request.GET,
        "is_objected": OBJECTED in request.GET,
    }
    return render(request, "intake/portal/case.html", context, status=status)
