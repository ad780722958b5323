"""The desk: one page, two fragments that appear while the clerk types."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.cases import queries, services
from open315.cases.types import Channel, NewCase, PersonDetails
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Open315Error
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.core.pages.form_pages import DRAFTS_LIVE
from open315.core.refusals import show_at_field
from open315.intake.commands import new_case
from open315.intake.desk import places
from open315.intake.desk.adding import add_call
from open315.intake.desk.forms import DESK_CHANNELS, DeskForm
from open315.intake.desk.places import Place
from open315.intake.desk.script import SCRIPTS
from open315.intake.web.receiving import described, receive_files
from open315.intake.web.submission import AGAIN, Submission, done_before, read_receipt, receipt_token

MIN_DIGITS = 7


@requires("cases:register")
@never_cache
@require_http_methods(["GET", "POST"])
def desk(request: StaffRequest) -> HttpResponse:
    """The empty form or the clerk's draft, or the registration of a filled one."""
    asked, place = _asked(request)
    kept = draft_of(request, f"desk/{asked}" if place else "desk", for_=DRAFTS_LIVE)
    if request.method == "GET":
        return _fresh(request, kept)
    if answer := kept.afresh():
        return answer
    form = DeskForm(request.POST, caller=_caller(request), person_of=request.POST.get("person_of", ""))
    if place:
        form.came_by(place.channel)
    try:
        submission = Submission.read(request.POST.get("submission", ""))
    except Open315Error as error:
        form.add_error(None, str(error.message))
        return _page(request, form, Submission.begin(), status=422)
    uploads, errors = receive_files(request, submission.uploads)
    if answer := kept.answer(form, submission.key, map(str, uploads)):
        return answer
    for message in errors:
        form.add_error(None, message)
    if number := request.POST.get("add_to"):
        return _add(request, number, form, submission.with_uploads(uploads), kept)
    return _register(request, form, submission.with_uploads(uploads), kept)


def _caller(request: StaffRequest) -> PersonDetails | None:
    number = request.POST.get("person_of", "")
    return queries.caller_again(number, request.POST.get("phone", ""), request.actor) if number else None


def _add(request: StaffRequest, number: str, form: DeskForm, submission: Submission, kept: KeptDraft) -> HttpResponse:
    """The call belongs to a case there is: nothing but the words and the files of the form count."""
    channel = request.POST.get("channel", "")
    try:
        add_call(
            number,
            text=request.POST.get("narrative", ""),
            channel=channel if channel in {each.value for each in DESK_CHANNELS} else Channel.HOTLINE.value,
            uploads=submission.uploads,
            key=submission.key,
            actor=request.actor,
            at=clock.now(),
        )
    except Open315Error as error:
        form.errors.clear()
        show_at_field(form, error)
        return _refused(request, form, submission, kept, error.status)
    kept.drop(submission.key)
    messages.success(request, _("The call stands with the case."))
    return redirect("cases:case", number)


def _asked(request: StaffRequest) -> tuple[str, Place | None]:
    """The place that the address names. 404 for one that is none for who asks."""
    asked = request.GET.get(places.ADDRESS, "")
    place = places.place_of(request.actor, asked)
    if asked and place is None:
        raise Http404
    return asked, place


def _fresh(request: StaffRequest, kept: KeptDraft) -> HttpResponse:
    _name, place = _asked(request)
    usual = place.channel.value if place else request.COOKIES.get("desk-channel", Channel.HOTLINE.value)
    channel = request.GET.get("channel", usual)
    known = place.known() if place else {}
    form = DeskForm(initial={"channel": channel, "kind": "complaint", "place": request.actor.region_code, **known})
    form.came_by(channel)
    kept.fill(form)
    return _page(request, form, Submission.begin().with_uploads(map(UUID, kept.more())), kept=kept)


def _register(request: StaffRequest, form: DeskForm, submission: Submission, kept: KeptDraft) -> HttpResponse:
    if not form.is_valid():
        return _refused(request, form, submission, kept, 422)
    actor = request.actor
    at = clock.now()
    asked, place = _asked(request)
    channel = place.channel if place else Channel(form.cleaned_data["channel"])
    try:
        command = new_case(
            form.told,
            channel=channel,
            at=at,
            uploads=submission.uploads,
            council_id=actor.organisation_id,
        )
        receipt = places.register_at(asked, command, actor=actor, at=at, idempotency=f"desk:{submission.key}")
    except Open315Error as error:
        if earlier := done_before(error, f"desk:{submission.key}", "desk:registered"):
            kept.keep(form, Submission.begin().key)
            return redirect(earlier)
        show_at_field(form, error)
        return _refused(request, form, submission, kept, error.status)
    kept.drop(submission.key)
    response = redirect("desk:registered", token=receipt_token(receipt.case_id))
    if place:
        response["Location"] += f"?{urlencode({places.ADDRESS: asked})}"
        return response
    response.set_cookie(
        "desk-channel",
        form.cleaned_data["channel"],
        max_age=12 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def _refused(
    request: StaffRequest, form: DeskForm, submission: Submission, kept: KeptDraft, status: int
) -> HttpResponse:
    kept.keep(form, submission.key, map(str, submission.uploads))
    return _page(request, form, submission, status)


def _page(
    request: StaffRequest, form: DeskForm, submission: Submission, status: int = 200, kept: KeptDraft | None = None
) -> HttpResponse:
    phone = str(form["phone"].value() or "") if form.is_bound else ""
    command = _partial(request) if form.is_bound else None
    context = {
        "section": "desk",
        "scripts": SCRIPTS,
        "found": _contacts(request, phone),
        "asked": _enough(phone),
        "likely": queries.likely_duplicates(command, request.actor) if command else None,
        "form": form,
        "submission": submission.token(),
        "files": described(submission.uploads),
        "draft": kept,
        "place": _asked(request)[1],
    }
    return render(request, "intake/desk/desk.html", context, status=status)


@requires("cases:register")
@never_cache
def registered(request: StaffRequest, token: str) -> HttpResponse:
    """Number and query code to read out to the caller."""
    case_id = read_receipt(token)
    shown = queries.receipt_of(case_id) if case_id else None
    if shown is None:
        return redirect("desk:desk")
    asked, place = _asked(request)
    context = {"section": "desk", "receipt": shown, "again": AGAIN in request.GET, "place": place, "asked": asked}
    return render(request, "intake/desk/registered.html", context)


@requires("cases:register")
@never_cache
@require_POST
def contacts(request: StaffRequest) -> HttpResponse:
    """Fragment: earlier cases of the same number (posted, so that it is in no log), with everything personal masked."""
    phone = request.POST.get("phone", "")
    found = _contacts(request, phone)
    services.record_caller_lookup(phone, len(found), actor=request.actor, at=clock.now())
    context = {"found": found, "asked": _enough(phone)}
    return render(request, "intake/desk/contacts.html", context)


def _contacts(request: StaffRequest, phone: str) -> list[queries.EarlierContact]:
    return queries.earlier_contacts(phone, request.actor) if _enough(phone) else []


@requires("cases:register")
@never_cache
@require_POST
def duplicates(request: StaffRequest) -> HttpResponse:
    """Fragment: cases that are likely the same, with the reasons."""
    command = _partial(request)
    found = queries.likely_duplicates(command, request.actor) if command else []
    return render(request, "intake/desk/duplicates.html", {"found": found})


def _partial(request: StaffRequest) -> NewCase | None:
    """What has been typed so far as a command, or None while it is too little to compare."""
    form = DeskForm(request.POST)
    form.is_valid()
    data = {name: form.cleaned_data.get(name, "") for name in form.fields}
    if not (data["trader_name"] or data["narrative"]):
        return None
    data.update(
        kind=data["kind"] or "complaint", amount=data["amount"] or None, occurred_on=data["occurred_on"] or None
    )
    actor = request.actor
    return new_case(data, channel=Channel.HOTLINE, at=clock.now(), council_id=actor.organisation_id)


def _enough(phone: str) -> bool:
    return sum(letter.isdigit() for letter in phone) >= MIN_DIGITS
