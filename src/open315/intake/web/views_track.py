"""Tracking a case with its query code: where it stands, more evidence, withdrawal. The number alone opens nothing."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.cases import queries, services
from open315.cases.actors import CONSUMER, case_id_of
from open315.core import clock
from open315.core.access import PortalRequest, public, requires
from open315.core.errors import InvalidInput, NotFound, Open315Error
from open315.core.uploads import serving
from open315.core.uploads.services import drop_unclaimed
from open315.intake.limits import limit_tracking
from open315.intake.web.code_door import LATE, let_in, let_out
from open315.intake.web.forms import EvidenceForm, TrackForm, WithdrawForm
from open315.intake.web.left_words import belonging_to, brought_back, left_words
from open315.intake.web.receiving import NO_FILE, receive_files

if TYPE_CHECKING:
    from open315.cases.models import Case

ADDED = "added"
"""In the address of the case page that says that what was sent has come."""


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
    context = {"form": form, "late": request.GET.get(LATE, "")}
    return render(request, "intake/portal/track.html", context, status=422 if form.errors else 200)


def _opened(case: "Case | None") -> HttpResponse:
    if case is None:
        raise InvalidInput(_("No case has this code. Please compare it with your receipt, letter by letter."))
    return let_in(redirect("intake:case"), case.pk)


@never_cache
@requires(kinds=(CONSUMER,))
def case(request: PortalRequest) -> HttpResponse:
    """The case as its consumer sees it."""
    begun = brought_back(left_words(request, case_id_of(request.actor)))
    return _case_page(request, EvidenceForm(initial=begun), WithdrawForm(initial=begun))


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
    return _case_page(request, form, WithdrawForm(), status=422)


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
    return _case_page(request, EvidenceForm(), form, status=422)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser (a shared computer)."""
    return let_out(request, redirect("intake:track"))


def _case_page(
    request: PortalRequest, evidence: EvidenceForm, withdrawal: WithdrawForm, status: int = 200
) -> HttpResponse:
    shown = queries.consumer_view(request.actor)
    if shown is None:
        return redirect("intake:track")
    context = {
        "shown": shown,
        "evidence": evidence,
        "withdrawal": withdrawal,
        "of": belonging_to(case_id_of(request.actor)),
        "is_added": ADDED in request.GET,
    }
    return render(request, "intake/portal/case.html", context, status=status)
