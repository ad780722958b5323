"""The console's pages of phrases."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.phrases import queries, services
from open315.phrases.details import PHRASE, PhraseShown
from open315.phrases.forms import OWN, PhraseForm, filled
from open315.phrases.listing import PHRASES, PHRASES_WORDS
from open315.phrases.models import Phrase

USE = "phrases:use"


def _phrase(request: StaffRequest, pk: int) -> Phrase:
    try:
        return queries.get_phrase(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires(USE)
def phrase_list(request: StaffRequest) -> HttpResponse:
    """The phrases one may put in; retired ones by tab."""
    return list_page(request, PHRASES)


@requires(USE)
def phrase(request: StaffRequest, pk: int) -> HttpResponse:
    """One phrase, and how it reads with the values of a case."""
    found = _phrase(request, pk)
    return detail_page(request, PHRASE, PhraseShown(found, queries.may_change(request.actor, found)))


@requires(USE)
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Add a phrase."""
    form = PhraseForm(request.POST or None, actor=request.actor, initial={"whose": OWN})

    def act(form: PhraseForm) -> None:
        services.add_phrase(form.plan(), actor=request.actor, at=clock.now())

    back = reverse("phrases:list")
    page = FormPage("phrases", _("Add a phrase"), back, crumbs=((PHRASES_WORDS, back),), draft="phrases.add")
    return form_page(request, form, act, page, _("The phrase was added."))


@requires(USE)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a phrase of one's own, or of the body."""
    found = _phrase(request, pk)
    form = PhraseForm(request.POST or None, actor=request.actor, phrase=found, initial=filled(found))

    def act(form: PhraseForm) -> None:
        services.change_phrase(pk, form.plan(), actor=request.actor, at=clock.now(), version=version_of(request))

    back = reverse("phrases:phrase", args=[pk])
    crumbs = ((PHRASES_WORDS, reverse("phrases:list")), (found.name, back))
    page = FormPage(
        "phrases", _("Change the phrase"), back, version=found.version, crumbs=crumbs, draft=f"phrases.edit/{pk}"
    )
    return form_page(request, form, act, page, _("The phrase was changed."))


@requires(USE)
@require_POST
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer a phrase to nobody any more."""
    return _stepped(request, pk, services.retire_phrase, _("The phrase is offered to nobody any more."))


@requires(USE)
@require_POST
def revive(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer a phrase again."""
    return _stepped(request, pk, services.revive_phrase, _("The phrase is offered again."))


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    act = partial(verb, _phrase(request, pk).pk, actor=request.actor, at=clock.now())
    return step(request, act, done, ("phrases:phrase", pk))
