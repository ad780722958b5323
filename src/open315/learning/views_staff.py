"""The console's pages of suggestions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.jobs import queries as jobs
from open315.core.jobs.showing import progress_of
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import step, version_of
from open315.learning import fitting, queries, services
from open315.learning.details import MODEL, OVERVIEW, Learned, ModelShown
from open315.learning.models import LearnedModel
from open315.learning.teaching import TEACH
from open315.learning.types import Subject

SHOWN = 30
LESSONS = 5


@requires(queries.PERMISSION)
def model_list(request: StaffRequest) -> HttpResponse:
    """What was learned, newest first, and what is being learned."""
    asked = jobs.visible_to(request.actor, TEACH).order_by("-created_at", "-id")[:LESSONS]
    lessons = [(job, progress_of(job)) for job in asked]
    live = next((progress.live for _job, progress in lessons if progress.at_work), "")
    shown = Learned(list(queries.listed(request.actor)[:SHOWN]), lessons, live, fitting.is_there())
    return detail_page(request, OVERVIEW, shown)


@requires(queries.PERMISSION)
def model(request: StaffRequest, pk: int) -> HttpResponse:
    """The card of one model."""
    found = _model(request, pk)
    return detail_page(request, MODEL, ModelShown(found, *queries.told_since(found), request.actor))


@requires(queries.PERMISSION)
@require_POST
def learn(request: StaffRequest, subject: str) -> HttpResponse:
    """Let the worker learn a subject anew."""
    if subject not in {each.value for each in Subject}:
        raise Http404
    act = partial(services.ask_to_learn, Subject(subject), actor=request.actor, at=clock.now())
    return step(request, act, _("It is being learned. This page shows how far it is."), ("learning:list",))


@requires(queries.PERMISSION)
@require_POST
def use(request: StaffRequest, pk: int) -> HttpResponse:
    """Suggest by a model."""
    return _stepped(request, pk, services.use_model, _("The model is in use."))


@requires(queries.PERMISSION)
@require_POST
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Suggest nothing more by a model."""
    return _stepped(request, pk, services.stop_model, _("The model is out of use."))


def _model(request: StaffRequest, pk: int) -> LearnedModel:
    try:
        return queries.get_model(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    act = partial(verb, _model(request, pk).pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, ("learning:model", pk))
