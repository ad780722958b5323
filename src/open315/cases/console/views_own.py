"""What concerns a reader herself at a case: that she is there, and when she wants to see it again. No step of the case."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.cases import queries, services
from open315.cases.console.aside import day_sent
from open315.cases.console.filters import REFUSED
from open315.cases.console.place import after_step, came_from, in_list, list_left
from open315.cases.console.undo import undo_of, undone_ids
from open315.cases.models import Case
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import InvalidInput, NotFound, Open315Error
from open315.core.ui.templatetags.ui import zh

OWN = "cases:close"


def _case_or_404(request: StaffRequest, number: str) -> int:
    try:
        return queries.id_of(request.actor, number)
    except NotFound as error:
        raise Http404 from error


@requires("cases:read")
@never_cache
@require_POST
def here(request: StaffRequest, number: str) -> HttpResponse:
    """The page says every few seconds that its reader is there; it is told who else is."""
    case_id, actor, now = _case_or_404(request, number), request.actor, clock.now()
    if request.POST.get("gone"):
        services.end_presence(case_id, actor=actor, at=now)
        return HttpResponse(status=204)
    services.read_mention(case_id, actor=actor, at=now)
    services.tell_presence(case_id, step=request.POST.get("step", ""), actor=actor, at=now)
    return render(request, "cases/console/present.html", {"others": queries.others_at(actor, case_id, now)})


@requires("cases:read")
@never_cache
@require_POST
def attention(request: StaffRequest, number: str) -> HttpResponse:
    """Follow the case, follow it no more, or say that the note that names one was read; then the page again from which it was said."""
    case_id, act = _case_or_404(request, number), ATTENTION.get(request.POST.get("attention", ""))
    if act is None:
        raise Http404
    act(case_id, actor=request.actor, at=clock.now())
    place = came_from(request, _get(request, number))
    return redirect(place.here if place and request.POST.get("beside") else reverse("cases:case", args=[number]))


ATTENTION = {"follow": services.follow, "unfollow": services.unfollow, "read": services.read_mention}


@requires("cases:note")
@never_cache
def colleagues(request: StaffRequest) -> JsonResponse:
    """Whom a note can name, by what was typed so far: log-in and name of a few."""
    found = queries.colleagues_like(request.actor, request.GET.get("q", "")[:60])
    return JsonResponse({"found": [{"login": each.username, "name": zh(each.name)} for each in found]})


@requires(OWN)
@never_cache
@require_POST
def aside(request: StaffRequest, number: str) -> HttpResponse:
    """Put the case aside until a day, and go on with the next of the list; refused, say why at its field and stay."""
    actor = request.actor
    case = _get(request, number)
    place = came_from(request, case)
    stay = place.here if place and request.POST.get("beside") else ""
    typed = request.POST.get("until") or request.POST.get("day", "")
    try:
        kept = services.put_aside(case.pk, until=day_sent(typed), actor=actor, at=clock.now())
    except InvalidInput:
        # The page says it at the field; it asks again, so that reloading it and coming back say the same.
        return redirect(_with_day(stay or reverse("cases:case", args=[number]), typed))
    except Open315Error as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(stay) if stay else redirect("cases:case", number)
    said = _("%(number)s is put aside until %(day)s.") % {"number": number, "day": kept.until.isoformat()}
    messages.success(request, said, extra_tags=undo_of("aside", [case.pk], place.query if place else ""))
    return redirect(after_step(actor, place)) if place else redirect("cases:case", number)


def _with_day(address: str, typed: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({REFUSED: typed[:10] or '-'})}"


def _get(request: StaffRequest, number: str) -> Case:
    try:
        return queries.get_case(request.actor, number).case
    except NotFound as error:
        raise Http404 from error


@requires(OWN)
@never_cache
@require_POST
def back(request: StaffRequest) -> HttpResponse:
    """Take cases from aside, from the message that said they were put there or from the case itself."""
    ids = undone_ids(request.POST)
    done = 0
    for case_id in ids:
        try:
            services.take_from_aside(case_id, actor=request.actor, at=clock.now())
        except Open315Error as refusal:
            messages.warning(request, str(refusal.message))
        else:
            done += 1
    if done:
        said = ngettext("%(n)d case stands in your list again.", "%(n)d cases stand in your list again.", done)
        messages.success(request, said % {"n": done})
    return redirect(in_list(list_left(request.POST.get("query", "")).partition("?")[2]))
