"""The console's pages of deliveries: to whom a paper went, what was delivered to a council, its acknowledgement."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.campaigns.filing.delivery_pages import DELIVERY, DeliveryShown
from open315.campaigns.filing.listing import DELIVERED, deliveries_of
from open315.campaigns.filing.queries import own_plan
from open315.campaigns.issue import queries, services
from open315.campaigns.issue.views_staff import paper_file, paper_of
from open315.campaigns.models import Delivery
from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import step
from open315.core.pages.lists import list_page


@requires("campaigns:read")
def deliveries(request: StaffRequest, pk: int) -> HttpResponse:
    """To whom a paper was delivered, and who has acknowledged it."""
    return list_page(request, deliveries_of(found(queries.get_issue, request.actor, pk)))


@requires("campaigns:read")
def deliveries_export(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The same as a file."""
    return list_file(request, deliveries_of(found(queries.get_issue, request.actor, pk)))


@requires("campaigns:acknowledge")
def delivered(request: StaffRequest) -> HttpResponse:
    """What was delivered to one's council."""
    return list_page(request, DELIVERED)


@requires("campaigns:acknowledge")
def delivery(request: StaffRequest, pk: int) -> HttpResponse:
    """One paper as it was delivered to a council."""
    actor = request.actor
    row: Delivery = found(queries.get_delivery, actor, pk)
    is_own = row.council_id == actor.organisation_id
    own = own_plan(row)
    is_open = own.campaign is None or own.campaign.closed_at is None
    shown = DeliveryShown(row, is_own, own, may_file=is_own and is_open and actor.may("campaigns:manage"))
    return detail_page(request, DELIVERY, shown)


@requires("campaigns:acknowledge")
@require_POST
def acknowledge(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that one's council has received it."""
    found(queries.get_delivery, request.actor, pk)
    act = partial(services.acknowledge, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It is acknowledged."), ("campaigns:delivery", pk))


@requires("campaigns:acknowledge")
@never_cache
def delivery_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """The paper that was delivered, to print."""
    row: Delivery = found(queries.get_delivery, request.actor, pk)
    return paper_file(paper_of(row.issue), "pdf")
