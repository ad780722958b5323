"""The console's pages of the inbox."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.core.uploads import serving
from open315.inbox import queries, services
from open315.inbox.details import MESSAGE, message_shown_to
from open315.inbox.drawing import sender_words
from open315.inbox.forms import FORMS, CaseForm
from open315.inbox.listing import INBOX, MESSAGES
from open315.inbox.models import Message
from open315.inbox.rules import cited_case
from open315.phrases.offering import offer_below
from open315.phrases.types import Use


def _message(request: StaffRequest, pk: int) -> Message:
    try:
        return queries.get_message(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("inbox:read")
@never_cache
def message_list(request: StaffRequest) -> HttpResponse:
    """The messages that wait; done ones and those set aside by tab."""
    return list_page(request, MESSAGES)


@requires("inbox:read")
@never_cache
def message(request: StaffRequest, pk: int) -> HttpResponse:
    """One message: what was said, who is at it, what can be done."""
    return detail_page(request, MESSAGE, message_shown_to(request.actor, _message(request, pk)))


@requires("inbox:handle")
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a message."""
    found, actor = _message(request, pk), request.actor
    form = FORMS[found.channel](request.POST or None, actor=actor)
    offer_below(form, actor, Use.CONSUMER, queries.phrase_values_of(actor, found))

    def act(form: PageForm) -> None:
        words = form.cleaned_data["text"]
        services.answer(pk, text=words, actor=actor, at=clock.now(), version=version_of(request))

    page = _page(found, pgettext("a message", "Answer"), "answer", lead=found.text, submit=_("Send"))
    return form_page(request, form, act, page, _("The answer is on its way."))


@requires("inbox:handle")
@never_cache
def file(request: StaffRequest, pk: int, file_id: int) -> HttpResponseBase:
    """One file of a message, as it came."""
    found = _message(request, pk)
    try:
        kept = services.open_file(found, file_id, actor=request.actor, at=clock.now())
    except NotFound as error:
        raise Http404 from error
    return serving.response(kept.upload, stem=f"message-{pk}-{file_id}", inline=True)


@requires("inbox:handle")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a message to a case there is; the case of the conversation, or the one that the text names, stands there already."""
    found, actor = _message(request, pk), request.actor
    case = queries.case_seen(actor, found)
    form = CaseForm(
        request.POST or None, actor=actor, initial={"number": case.number if case else cited_case(found.text)}
    )

    def act(form: CaseForm) -> None:
        number = form.cleaned_data["number"]
        services.add_to_case(pk, number=number, actor=actor, at=clock.now(), version=version_of(request))

    page = _page(found, _("Add to a case"), "add", lead=found.text, submit=_("Add"))
    return form_page(request, form, act, page, _("The message stands with the case."))


def _page(found: Message, title: Any, name: str, **more: Any) -> FormPage:
    back = reverse("inbox:message", args=[found.pk])
    crumbs = ((INBOX, reverse("inbox:list")), (_("Message of %(sender)s") % {"sender": sender_words(found)}, back))
    draft = f"inbox.{name}/{found.pk}"
    return FormPage("inbox", title, back, version=found.version, crumbs=crumbs, draft=draft, **more)


@requires("inbox:handle")
@require_POST
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that one is at a message, or take it over."""
    return _stepped(request, pk, services.take, _("The message is yours."))


@requires("inbox:handle")
@require_POST
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Leave a message to others."""
    return _stepped(request, pk, services.put_back, _("The message is left to others."))


@requires("inbox:handle")
@require_POST
def set_aside(request: StaffRequest, pk: int) -> HttpResponse:
    """Set a message aside as junk."""
    return _stepped(request, pk, services.set_aside, _("The message was set aside. Pull it back if that was wrong."))


@requires("inbox:handle")
@require_POST
def pull_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Pull back a message that was set aside."""
    return _stepped(request, pk, services.pull_back, _("The message waits again."))


@requires("inbox:erase")
@require_POST
def erase(request: StaffRequest, pk: int) -> HttpResponse:
    """Erase who wrote a message."""
    found = _message(request, pk)
    act = partial(services.erase_sender, found.conversation.sender_id, actor=request.actor, at=clock.now())
    return step(request, act, _("The sender was erased."), ("inbox:message", pk))


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    found = _message(request, pk)
    act = partial(verb, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, ("inbox:message", found.pk))
