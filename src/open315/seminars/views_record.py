"""The console's pages of what is said at a seminar and what comes of it: agenda with papers, minutes, points of consensus."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.errors import NotFound, Open315Error
from open315.core.pages.form_pages import form_page, step, version_of
from open315.core.uploads import services as uploads
from open315.seminars import forms, queries, services
from open315.seminars.views_staff import page_of, seminar_or_404


def _found(read: Callable[[Actor, int], Any], request: StaffRequest, pk: int) -> Any:
    try:
        return read(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _with_paper(request: StaffRequest, act: Callable[[UUID | None], object]) -> None:
    """Receive the file of the form, if there is one; it is dropped where nothing comes of it."""
    file = request.FILES.get("paper")
    sent = [uploads.receive(file, at=clock.now(), field="paper").pk] if file else []
    try:
        act(sent[0] if sent else None)
    except Open315Error:
        uploads.drop_unclaimed(sent)
        raise


def _item_form(request: StaffRequest, activity_id: int, initial: dict[str, Any]) -> forms.ItemForm:
    guests = queries.guest_choices(request.actor, activity_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return forms.ItemForm(data, files, actor=request.actor, guests=guests, initial=initial)


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def item_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a point on the agenda."""
    activity, actor = seminar_or_404(request, pk), request.actor
    form = _item_form(request, pk, {"place": queries.next_place(queries.items(actor), pk)})

    def act(form: forms.ItemForm) -> None:
        _with_paper(request, lambda paper: services.add_item(pk, form.draft(paper), actor=actor, at=clock.now()))

    return form_page(request, form, act, page_of(activity, _("A point of the agenda")), _("The agenda is kept."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def item_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a point of the agenda, or bring its paper."""
    row, actor = _found(queries.get_item, request, pk), request.actor
    form, version = _item_form(request, row.activity_id, forms.filled_item(row)), version_of(request)

    def act(form: forms.ItemForm) -> None:
        change = partial(services.change_item, pk, actor=actor, at=clock.now(), version=version)
        _with_paper(request, lambda paper: change(form.draft(paper)))

    page = page_of(row.activity, _("A point of the agenda"), version=row.version)
    return form_page(request, form, act, page, _("The agenda is kept."))


@requires("activities:manage")
@require_POST
def item_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a point off the agenda."""
    row = _found(queries.get_item, request, pk)
    act = partial(services.remove_item, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The point was taken off."), ("seminars:detail", row.activity_id))


@never_cache
@requires("activities:read")
def paper(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The paper of a speaker."""
    row = _found(queries.get_item, request, pk)
    if row.paper is None:
        raise Http404
    uploads.require_whole(row.paper)
    return uploads.response(row.paper, stem=f"paper-{row.activity_id}-{row.place}")


def _consensus_form(request: StaffRequest, activity_id: int, initial: dict[str, Any]) -> forms.ConsensusForm:
    guests = queries.guest_choices(request.actor, activity_id, arrived=True)
    data = request.POST if request.method == "POST" else None
    return forms.ConsensusForm(data, actor=request.actor, guests=guests, initial=initial)


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def consensus_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Note a point of consensus."""
    activity, actor = seminar_or_404(request, pk), request.actor
    form = _consensus_form(request, pk, {"place": queries.next_place(queries.consensus(actor), pk)})

    def act(form: forms.ConsensusForm) -> None:
        services.add_consensus(pk, form.draft(), actor=actor, at=clock.now())

    return form_page(request, form, act, page_of(activity, _("A point of consensus")), _("The point is kept."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def consensus_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a point of consensus, or who supported it."""
    row, actor = _found(queries.get_consensus, request, pk), request.actor
    form, version = _consensus_form(request, row.activity_id, forms.filled_consensus(row)), version_of(request)

    def act(form: forms.ConsensusForm) -> None:
        services.change_consensus(pk, form.draft(), actor=actor, at=clock.now(), version=version)

    page = page_of(row.activity, _("A point of consensus"), version=row.version)
    return form_page(request, form, act, page, _("The point is kept."))


@requires("activities:manage")
@require_POST
def consensus_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out a point of consensus."""
    row = _found(queries.get_consensus, request, pk)
    act = partial(services.remove_consensus, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The point was taken out."), ("seminars:detail", row.activity_id))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def minutes(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the minutes."""
    activity, actor = seminar_or_404(request, pk), request.actor
    written = queries.written(pk)
    form = forms.MinutesForm(request.POST or None, actor=actor, initial={"minutes": written.minutes})
    version = version_of(request) or None

    def act(form: forms.MinutesForm) -> None:
        services.write_minutes(pk, form.cleaned_data["minutes"], actor=actor, at=clock.now(), version=version)

    page = page_of(activity, _("Minutes"), "minutes", written.version)
    return form_page(request, form, act, page, _("The minutes are kept."))
