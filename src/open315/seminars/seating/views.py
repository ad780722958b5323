"""The pages of a seating plan."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.activities.people.views import activity_or_404
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.exports.responses import document_response
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, version_of
from open315.seminars import queries
from open315.seminars.drawing import guest_words, list_of, section_of
from open315.seminars.seating import services
from open315.seminars.seating.drawing import seating_pdf
from open315.seminars.seating.forms import HallForm, SeatForm
from open315.seminars.seating.pages import SEATING
from open315.seminars.seating.queries import plan_of

if TYPE_CHECKING:
    from open315.activities.models import Activity


@requires("activities:read")
def seating(request: StaffRequest, pk: int) -> HttpResponse:
    """Who sits where."""
    return detail_page(request, SEATING, plan_of(request.actor, activity_or_404(request, pk)))


@requires("activities:read")
def pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """The plan on one sheet."""
    plan = plan_of(request.actor, activity_or_404(request, pk))
    return document_response(seating_pdf(plan), f"seating-{pk}", "pdf")


def _page(activity: "Activity", title: str, version: int | None = None) -> FormPage:
    back = reverse("seminars:seating", args=[activity.pk])
    crumbs = (list_of(activity), (_("Seating plan"), back))
    return FormPage(section_of(activity), title, back, crumbs=crumbs, version=version)


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def arrange(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how large the hall is, and let seats be proposed."""
    activity, actor = activity_or_404(request, pk), request.actor
    written = queries.written(pk)
    initial = {"rows": written.seat_rows or 8, "places": written.seat_places or 10}
    form = HallForm(request.POST or None, actor=actor, initial=initial)

    def act(form: HallForm) -> None:
        hall, version = form.cleaned_data, version_of(request) or None
        services.arrange_seats(pk, hall["rows"], hall["places"], actor=actor, at=clock.now(), version=version)

    page = _page(activity, _("Propose seats"), written.version)
    return form_page(request, form, act, page, _("Seats are proposed. Who was placed by hand stays."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def seat(request: StaffRequest, pk: int) -> HttpResponse:
    """Put one guest on a seat by hand."""
    actor = request.actor
    try:
        guest = queries.get_guest(actor, pk)
    except NotFound as error:
        raise Http404 from error
    form = SeatForm(request.POST or None, actor=actor, initial={"row": guest.seat_row, "place": guest.seat_place})

    def act(form: SeatForm) -> None:
        services.seat_guest(guest.activity_id, pk, form.seat(), actor=actor, at=clock.now())

    title = _("Seat of %(guest)s") % {"guest": guest_words(guest)}
    return form_page(request, form, act, _page(guest.activity, title), _("The seat is noted."))
