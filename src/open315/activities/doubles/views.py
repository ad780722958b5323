"""The console's pages of activities that may have been entered twice: the list, one pair, and the decision."""

from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from open315.activities.doubles import queries, services
from open315.activities.doubles.details import PAIR, shown_to
from open315.activities.doubles.listing import PAIRS
from open315.activities.models import DoubleEntry
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import step, version_of
from open315.core.pages.lists import list_page


def _pair_or_404(request: StaffRequest, pk: int) -> DoubleEntry:
    try:
        return queries.get_pair(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:read")
def doubles(request: StaffRequest) -> HttpResponse:
    """The pairs of which the reader sees both."""
    return list_page(request, PAIRS)


@requires("activities:read")
def double(request: StaffRequest, pk: int) -> HttpResponse:
    """One pair: both entries, and what was decided."""
    return detail_page(request, PAIR, shown_to(request.actor, _pair_or_404(request, pk)))


@requires("activities:manage")
@require_POST
def same(request: StaffRequest, pk: int, kept: int) -> HttpResponse:
    """Say that both are one activity, and which entry counts."""
    _pair_or_404(request, pk)
    act = partial(
        services.call_same, pk, kept_id=kept, actor=request.actor, at=clock.now(), version=version_of(request)
    )
    return step(request, act, _("From now on it counts once."), ("activities:double", pk))


@requires("activities:manage")
@require_POST
def different(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that they are two."""
    _pair_or_404(request, pk)
    act = partial(services.call_different, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("They stay two activities."), ("activities:double", pk))


@requires("activities:manage")
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the decision back."""
    _pair_or_404(request, pk)
    act = partial(services.take_back_decision, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The decision was taken back; both count again."), ("activities:double", pk))
