"""The desk at the door, made for a telephone: a code typed or read by the camera, arrivals as they come, who comes without an invitation."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from open315.activities.people.views import activity_or_404
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound, Open315Error
from open315.core.exports.responses import document_response
from open315.core.names import labelled
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page
from open315.core.ui.offline import pages as offline
from open315.seminars import forms, queries, services
from open315.seminars.badges import badges as written_badges
from open315.seminars.drawing import STANDINGS, drawn_standing, guest_words, kind_words, standing_of
from open315.seminars.listing import DOORS
from open315.seminars.rules import LATE

if TYPE_CHECKING:
    from open315.activities.models import Activity
    from open315.seminars.models import Guest


def _door_or_404(request: StaffRequest, pk: int) -> "Activity":
    try:
        return queries.get_door(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _expected_or_404(request: StaffRequest, pk: int) -> "Guest":
    try:
        return queries.get_expected(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:receive")
def doors(request: StaffRequest) -> HttpResponse:
    """The activities at whose door one may stand."""
    return list_page(request, DOORS)


@never_cache
@requires("activities:receive")
@require_http_methods(["GET", "POST"])
def door(request: StaffRequest, pk: int) -> HttpResponse:
    """The desk: type a code, or look somebody up; what the camera reads comes in by the address."""
    activity = _door_or_404(request, pk)
    if request.method == "POST":
        return _code_typed(request, activity)
    code = request.GET.get("code", "")
    found = queries.by_code(request.actor, pk, code) if code else None
    form = forms.CodeForm(initial={"code": code if found is None else ""})
    unknown = _no_such_code(code) if code and found is None else ""
    return _page(request, activity, form, found=found, unknown=unknown)


def _code_typed(request: StaffRequest, activity: "Activity") -> HttpResponse:
    """The arrival of whom a typed code names. The script that keeps codes while the network is gone is answered in JSON."""
    form, is_script = forms.CodeForm(request.POST), request.headers.get("Accept") == "application/json"
    said, status = _no_such_code(request.POST.get("code", "")), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        found = queries.by_code(request.actor, activity.pk, form.cleaned_data["code"])
        if found is not None:
            said, status = _arrived(request, found, form.cleaned_data["seen_at"])
    if is_script:
        return JsonResponse({"words": said}, status=status)
    if status == HTTPStatus.OK:
        messages.success(request, said)
        return redirect("seminars:door", pk=activity.pk)
    return _page(request, activity, form, unknown=said, status=status)


def _arrived(request: StaffRequest, found: "Guest", seen_at: Any = None) -> tuple[str, HTTPStatus]:
    """Note the arrival; what is to be said, and the status of it."""
    was = found.arrived_at
    try:
        services.arrive(found.pk, actor=request.actor, at=clock.now(), seen_at=seen_at)
    except Open315Error as error:
        return str(error.message), HTTPStatus(error.status)
    words = _("arrived before") if was else _("has arrived")
    return labelled(guest_words(found), words), HTTPStatus.OK


def _no_such_code(code: str) -> str:
    return str(_("Nobody on the list has the code %(code)s. Look the guest up by body or office.")) % {
        "code": code[:40]
    }


def _page(
    request: StaffRequest,
    activity: "Activity",
    form: forms.CodeForm,
    *,
    found: "Guest | None" = None,
    unknown: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    asked = request.GET.get("who", "").strip()[:60]
    context = {
        "section": "reception",
        "form": form,
        "found": _row(found) if found else None,
        "unknown": unknown,
        "asked": asked,
        **_desk(request, activity),
        "rows": [_row(each) for each in queries.at_the_door(request.actor, activity.pk, asked)],
        **_counts(request, activity),
    }
    return render(request, "seminars/door.html", context, status=status)


def _desk(request: StaffRequest, activity: "Activity") -> dict[str, Any]:
    """What the field of codes needs, also on the shell: which codes there are, and nobody's name."""
    codes = " ".join(queries.codes(request.actor, activity.pk))
    return {"activity": activity, "codes": codes, "page_url": reverse("seminars:door", args=[activity.pk])}


@never_cache
@requires("activities:receive")
@require_safe
def door_shell(request: StaffRequest, pk: int) -> HttpResponse:
    """The field of codes without any guest: what a telephone keeps of the page for when the network is gone."""
    activity = _door_or_404(request, pk)
    context = {"form": forms.CodeForm(), **_desk(request, activity)}
    return offline.shell(request, "seminars/door_shell.html", context, until=activity.ends_at + LATE)


def _row(guest: "Guest") -> dict[str, Any]:
    return {
        "guest": guest,
        "words": guest_words(guest),
        "kind": kind_words(guest.body_kind),
        "badge": drawn_standing(guest),
        "standing": STANDINGS[standing_of(guest)],
    }


def _counts(request: StaffRequest, activity: "Activity") -> dict[str, Any]:
    kinds = queries.arrivals(request.actor, activity.pk)
    for each in kinds:
        each["words"] = kind_words(each["body_kind"])
    return {"kinds": kinds, "all": queries.all_of(kinds)}


@never_cache
@requires("activities:receive")
def arrivals(request: StaffRequest, pk: int) -> HttpResponse:
    """The arrivals by kind of body, as a part of the page that follows them."""
    activity = _door_or_404(request, pk)
    return render(request, "seminars/arrivals.html", {"activity": activity, **_counts(request, activity)})


@requires("activities:receive")
@require_POST
def arrive(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that somebody who was looked up, or whose badge was read, has arrived."""
    found = _expected_or_404(request, pk)
    said, status = _arrived(request, found)
    (messages.success if status == HTTPStatus.OK else messages.error)(request, said)
    return redirect("seminars:door", pk=found.activity_id)


@requires("activities:receive")
@require_POST
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back an arrival that was noted by mistake."""
    found = _expected_or_404(request, pk)

    def act() -> None:
        services.take_back_arrival(pk, actor=request.actor, at=clock.now())

    return step(request, act, _("The arrival was taken back."), ("seminars:door", found.activity_id))


@requires("activities:receive")
@require_http_methods(["GET", "POST"])
def uninvited(request: StaffRequest, pk: int) -> HttpResponse:
    """Note somebody who came without an invitation."""
    activity, actor = _door_or_404(request, pk), request.actor
    form = forms.UninvitedForm(request.POST or None, actor=actor)

    def act(form: forms.UninvitedForm) -> None:
        services.receive_uninvited(pk, form.draft(), actor=actor, at=clock.now())

    back = reverse("seminars:door", args=[pk])
    crumbs = ((_("Reception"), reverse("seminars:doors")), (activity.title_in, back))
    page = FormPage("reception", _("Somebody without an invitation"), back, crumbs=crumbs)
    return form_page(request, form, act, page, _("The arrival is noted."))


@requires("activities:receive")
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Say of all who are not there that they did not come."""
    _door_or_404(request, pk)

    def act() -> None:
        services.close_door(pk, actor=request.actor, at=clock.now())

    done = _("Who has not arrived did not come. If somebody comes late, note the arrival all the same.")
    return step(request, act, done, ("seminars:door", pk))


@requires("activities:manage")
@require_POST
def badges(request: StaffRequest, pk: int) -> HttpResponse:
    """The badges as one PDF."""
    activity = activity_or_404(request, pk)
    try:
        found = services.print_badges(pk, actor=request.actor, at=clock.now())
    except Open315Error as error:
        messages.error(request, str(error.message))
        return redirect("seminars:detail", pk=pk)
    return document_response(written_badges(activity, found), f"badges-{pk}", "pdf")
