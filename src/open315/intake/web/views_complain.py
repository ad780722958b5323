"""Filing a complaint on the portal: the form, and the page that reads it back. The receipt stands in `views_receipt`.

The form needs no session and no CSRF cookie on purpose: it carries no authority of a signed-in person, and a cookie
that expired on a phone overnight must not cost anybody a written complaint. What protects it is the rate limit per
address, the signed submission, and the idempotent registration. What was typed is kept as a draft until it is sent (ADR 0095).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from open315.cases import services
from open315.cases.types import Channel, NewCase
from open315.core import clock
from open315.core.access import ANONYMOUS, PortalRequest, public
from open315.core.errors import InvalidInput, Open315Error
from open315.core.http.clean_input import takes_a_form
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.core.refusals import show_at_field
from open315.intake.commands import new_case
from open315.intake.limits import limit_drafting, limit_filing, may_draft
from open315.intake.web.kinds import BY_KIND, KINDS
from open315.intake.web.lists import lists_of
from open315.intake.web.preview import preview
from open315.intake.web.public_forms import FORMS, PublicForm, form_of
from open315.intake.web.receiving import described, limits, receive_files
from open315.intake.web.submission import (
    FAULTY,
    OF,
    Submission,
    done_before,
    receipt_of_what_was_sent,
    receipt_token,
)
from open315.law.rules.cards import card_on, cards_on

DRAFT, KIND, CHOOSE, ABOUT = "complaint", "kind", "choose", "about"
"""What drafts are called; the field and parameter of the kind; the parameters that ask for the choice of kinds though there is a draft, and
that name the card of rights somebody comes from."""
DRAFTS_LIVE = timedelta(days=1)
"""A stranger's draft is forgotten a day after the last word, or when the browser that holds its token is closed."""


def filing_reader(request: PortalRequest) -> str:
    """Who files in this browser: to the table of drafts, and so to addresses that are his alone; "" for a stranger who typed nothing yet."""
    return draft_of(request, DRAFT, for_=DRAFTS_LIVE).reader


@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "POST"])
@takes_a_form
def complain(request: PortalRequest) -> HttpResponse:
    """GET: which kind it is, the empty form of a kind, or the draft. POST: read it back (`check`), change it (`edit`), send it (`submit`), save a draft, add a file.

    Whatever is posted is kept as a draft until it is sent, so neither reload nor another language costs a word; the answer leads
    to a page that may be loaded again (ADR 0138).
    """
    kept = draft_of(request, DRAFT, for_=DRAFTS_LIVE)
    if request.method == "GET":
        return kept.probe(_fresh(request, kept))
    if kept.asked():
        limit_drafting(request)
        if answer := kept.afresh():
            return answer
    return kept.mark(_posted(request, kept))


@public
@never_cache
@require_GET
def check(request: PortalRequest) -> HttpResponse:
    """The draft read back, as often as it is loaded; what was sent meanwhile leads to its receipt."""
    kept = draft_of(request, DRAFT, for_=DRAFTS_LIVE)
    submission = _going_on(request, kept)
    if sent := receipt_of_what_was_sent(submission, kept.reader):
        return redirect(sent)
    if kept.found is None:
        return redirect("intake:complain")
    form = _kept_form(kept)
    return _checked(request, form, submission, kept) if form.is_valid() else _on(submission, kept, is_faulty=True)


def _fresh(request: PortalRequest, kept: KeptDraft) -> HttpResponse:
    submission = _going_on(request, kept)
    if OF in request.GET and (sent := receipt_of_what_was_sent(submission, kept.reader)):
        return redirect(sent)
    if FAULTY in request.GET and kept.found:
        return _form_page(request, _judged(kept), submission, kept=kept)
    kind = request.GET.get(KIND, "") or ("" if CHOOSE in request.GET else _kind_of(kept))
    if kind not in FORMS:
        return _kinds_page(request, kept)
    form = FORMS[kind]()
    kept.fill(form)
    form.initial[KIND] = kind
    if trader := request.GET.get("trader", ""):
        form.initial["trader_name"] = trader
    if card := card_on(request.GET.get(ABOUT, ""), clock.today()):
        form.choose_beforehand(nature=card.nature, claims=list(card.claims))
    return _form_page(request, form, submission, kept=kept)


def _kinds_page(request: HttpRequest, kept: KeptDraft) -> HttpResponse:
    """The first screen: what somebody wants, and what a council can and cannot do about it."""
    context = {"kinds": KINDS, "trader": request.GET.get("trader", ""), "draft": kept, "of": _kind_of(kept)}
    return render(request, "intake/portal/kinds.html", context)


def _kind_of(kept: KeptDraft) -> str:
    """Of what kind the draft is; "" where there is none."""
    return str(kept.data().get(KIND, "")) if kept.found else ""


def _kept_form(kept: KeptDraft) -> PublicForm:
    return form_of(_kind_of(kept))(kept.data())


def _going_on(request: HttpRequest, kept: KeptDraft) -> Submission:
    """The submission that the address names, with the files of the draft; a fresh one where it names none that is still good."""
    try:
        begun = Submission.named(request.GET.get(OF, ""), kept.reader)
    except Open315Error:
        begun = Submission.begin()
    return begun.with_uploads(map(UUID, kept.more()))


def _judged(kept: KeptDraft) -> PublicForm:
    """The draft with what is wrong with it."""
    form = _kept_form(kept)
    if form.is_valid():
        try:
            new_case(form.told, channel=Channel.WEB, at=clock.now())
        except Open315Error as error:
            show_at_field(form, error)
    return form


def _posted(request: PortalRequest, kept: KeptDraft) -> HttpResponse:
    form = form_of(request.POST.get(KIND, ""))(request.POST)
    try:
        submission = _sent(request, kept)
    except Open315Error as error:
        form.add_error(None, str(error.message))
        return _form_page(request, form, _begun_again(request, form, kept), status=422)
    uploads, file_errors = receive_files(request, submission.uploads)
    submission = submission.with_uploads(uploads)
    if answer := kept.answer(form, submission.key, map(str, uploads)):
        return answer
    step = request.POST.get("step")
    is_kept = step != "submit" and may_draft(request) and kept.keep(form, submission.key, map(str, uploads))
    if step == "file":
        return _files_part(request, submission, file_errors)
    goes_on = is_kept and kept.comes_back and not file_errors
    for message in file_errors:
        form.add_error(None, message)
    if not form.is_valid():
        return (
            _on(submission, kept, is_faulty=True)
            if goes_on
            else _form_page(request, form, submission, status=422, file_errors=file_errors)
        )
    if step == "edit":
        return _on(submission, kept) if goes_on else _form_page(request, form, submission)
    return _on(submission, kept, "intake:check") if goes_on else _checked(request, form, submission, kept)


def _sent(request: HttpRequest, kept: KeptDraft) -> Submission:
    """The submission that a form carries. InvalidInput where a page of another site sent it: whoever made that page knows its key."""
    if kept.is_strange:
        raise InvalidInput(
            _("The page of another site sent this form. Please look over what stands in it, and send it again.")
        )
    return Submission.read(request.POST.get("submission", ""))


def _begun_again(request: HttpRequest, form: PublicForm, kept: KeptDraft) -> Submission:
    """Another submission in place of one that is too old, with the words that came and the files of the draft."""
    fresh = Submission.begin().with_uploads(map(UUID, kept.more()))
    if may_draft(request):
        kept.keep(form, fresh.key, map(str, fresh.uploads))
    return fresh


def _on(
    submission: Submission, kept: KeptDraft, page: str = "intake:complain", *, is_faulty: bool = False
) -> HttpResponse:
    return redirect(submission.address(page, kept.reader, is_faulty=is_faulty))


def _checked(request: PortalRequest, form: PublicForm, submission: Submission, kept: KeptDraft) -> HttpResponse:
    try:
        command = new_case(form.told, channel=Channel.WEB, at=clock.now(), uploads=submission.uploads)
        if request.POST.get("step") == "submit":
            return _submit(request, command, submission, kept)
    except Open315Error as error:
        if request.method == "GET":
            return _on(submission, kept, is_faulty=True)
        if earlier := done_before(error, f"web:{submission.key}", "intake:receipt", kept.be_known()):
            kept.keep(form, Submission.begin().key)
            return redirect(earlier)
        show_at_field(form, error)
        return _form_page(request, form, submission, status=error.status)
    context = {
        "form": form,
        "submission": submission.token(),
        "files": described(submission.uploads),
        "preview": preview(form, command),
        "words": BY_KIND[form.KIND.value],
        "change": submission.address("intake:complain", kept.reader) if request.method == "GET" else "",
    }
    return render(request, "intake/portal/check.html", context)


def _submit(request: HttpRequest, command: NewCase, submission: Submission, kept: KeptDraft) -> HttpResponse:
    limit_filing(request)
    receipt = services.register_case(command, actor=ANONYMOUS, at=clock.now(), idempotency=f"web:{submission.key}")
    kept.drop(submission.key)
    return redirect("intake:receipt", token=receipt_token(receipt.case_id, kept.be_known()))


def _form_page(
    request: HttpRequest,
    form: PublicForm,
    submission: Submission,
    status: int = 200,
    kept: KeptDraft | None = None,
    file_errors: Sequence[str] = (),
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "submission": submission.token(),
        "files": described(submission.uploads),
        "draft": kept,
        "limits": limits(),
        "file_errors": file_errors,
        "words": BY_KIND[form.KIND.value],
        "lists": lists_of(form),
        "cards": cards_on(clock.today()) if "claims" in form.fields else (),
    }
    return render(request, "intake/portal/form.html", context, status=status)


def _files_part(request: HttpRequest, submission: Submission, errors: list[str]) -> HttpResponse:
    """The files received so far and what was wrong with the one just sent, for the script that sends them one by one."""
    context = {"submission": submission.token(), "files": described(submission.uploads), "file_errors": errors}
    return render(request, "intake/portal/received.html", context)
