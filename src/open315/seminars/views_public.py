"""The guest's own page: what the link of an invitation opens, without account and without scripts."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.activities.concern import host_words
from open315.activities.details import span
from open315.activities.types import State
from open315.core import clock, throttle
from open315.core.access import public
from open315.core.errors import Open315Error
from open315.core.refusals import show_at_field
from open315.seminars import queries, services
from open315.seminars.actors import guest_of
from open315.seminars.drawing import standing_of
from open315.seminars.forms import OwnAnswerForm
from open315.seminars.rules import may_answer


@public
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation and take the answer; it can be changed until the seminar begins."""
    guest = queries.by_token(token)
    if guest is None:
        raise Http404
    form = OwnAnswerForm(request.POST if request.method == "POST" else None, initial={"reply": guest.reply})
    if request.method == "POST" and form.is_valid():
        try:
            _limit(request)
            services.answer_invitation(guest.pk, form.answer(), actor=guest_of(guest.pk), at=clock.now())
            return redirect("invitation:reply", token=token)
        except Open315Error as error:
            show_at_field(form, error)
    activity = guest.activity
    context = {
        "guest": guest,
        "activity": activity,
        "span": span(activity),
        "hosts": [host_words(each) for each in activity.hosts.all()],
        "written": queries.written(activity.pk),
        "standing": standing_of(guest),
        "is_cancelled": activity.state == State.CANCELLED,
        "is_open": activity.state != State.CANCELLED and may_answer(activity.starts_at, clock.now()),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "seminars/portal/reply.html", context, status=status)


def _limit(request: HttpRequest) -> None:
    """So many answers an hour and address; raises TooMany."""
    who = throttle.counted_as(throttle.address_of(request))
    throttle.check(f"invitation:{who}", limit=settings.FILINGS_PER_HOUR, seconds=3600, at=clock.now())
