"""The console's pages of the roster."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.cells import text
from open315.core.pages.declared import Go
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page
from open315.core.pages.steps import drawing
from open315.hotline import queries as of_lines
from open315.hotline.drawing import HOTLINE
from open315.hotline.models import Line
from open315.hotline.roster import queries, rules, services
from open315.hotline.roster.board import shown_week
from open315.hotline.roster.details import DUTY, HAND_OVER, duty_shown_to, note_shown_to
from open315.hotline.roster.drawing import ROSTER, duty_words, week_url
from open315.hotline.roster.forms import HandOverForm, LeaveForm, OneForm, SlotForm, SwapForm, filled_one
from open315.hotline.roster.listing import HAND_OVERS, HAND_OVERS_WORDS, LEAVE_WORDS, LEAVES, SWAPS, SWAPS_WORDS

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


def _found(get: Callable[..., Any], request: StaffRequest, pk: int) -> Any:
    try:
        return get(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _first(request: StaffRequest) -> date:
    """The first day that is asked for; Monday of this week where none is."""
    today = clock.today()
    try:
        asked = date.fromisoformat(request.GET.get("first", ""))
    except ValueError:
        return today - timedelta(days=today.weekday())
    return min(max(asked, FIRST), LAST)


@requires("hotline:read")
@never_cache
def roster(request: StaffRequest) -> HttpResponse:
    """Seven days of the lines of one's council: who is there when, and when nobody is."""
    first, may_keep = _first(request), request.actor.may("hotline:roster")
    last = first + timedelta(days=rules.DAYS - 1)
    buttons = [Go(HAND_OVERS_WORDS, reverse("hotline:hand_overs"))]
    if request.actor.may("hotline:handle"):
        buttons.append(Go(SWAPS_WORDS, reverse("hotline:swaps")))
    if may_keep:
        buttons.append(Go(LEAVE_WORDS, reverse("hotline:leave")))
    context = {
        "section": "hotline",
        "title": ROSTER,
        "lead": f"{first.isoformat()} – {last.isoformat()}",
        "back": (HOTLINE, reverse("hotline:list")),
        "buttons": buttons,
        "sections": shown_week(request.actor, first, drawing(request)),
        "before_url": week_url(first - timedelta(days=rules.DAYS)),
        "after_url": week_url(first + timedelta(days=rules.DAYS)),
        "today_url": reverse("hotline:roster"),
    }
    return render(request, "hotline/roster.html", context)


def _crumbs(line: Line, first: date) -> tuple[tuple[Any, str], ...]:
    return (
        (HOTLINE, reverse("hotline:list")),
        (ROSTER, week_url(first)),
        (text(line.name), reverse("hotline:line", args=[line.pk])),
    )


@requires("hotline:roster")
@require_http_methods(["GET", "POST"])
def put_slot(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a slot of a week: hours, and a pasted column of names."""
    line, first = _found(of_lines.get_line, request, pk), _first(request)
    hours = queries.hours_of(line)
    initial = {"first": first, "since": hours.since if hours else None, "until": hours.until if hours else None}
    form = SlotForm(request.POST or None, actor=request.actor, initial=initial)

    def act(form: SlotForm) -> str:
        plan = form.plan()
        plans = services.read_column(line, plan)
        services.put_on_duty(pk, plans, actor=request.actor, at=clock.now())
        return week_url(plan.first - timedelta(days=plan.first.weekday()))

    page = FormPage(
        "hotline", _("Enter a slot"), week_url(first), crumbs=_crumbs(line, first), draft=f"hotline.slot/{pk}"
    )
    return form_page(request, form, act, page, _("They stand on the roster."))


@requires("hotline:roster")
@require_http_methods(["GET", "POST"])
def put_one(request: StaffRequest, pk: int) -> HttpResponse:
    """Put one person on duty."""
    line, first = _found(of_lines.get_line, request, pk), _first(request)
    form = OneForm(request.POST or None, actor=request.actor, line=line, initial=filled_one(first, line))

    def act(form: OneForm) -> str:
        plan = form.plan()
        services.put_on_duty(pk, [plan], actor=request.actor, at=clock.now())
        day = clock.local_day(plan.starts_at)
        return week_url(day - timedelta(days=day.weekday()))

    page = FormPage("hotline", _("Put one person on duty"), week_url(first), crumbs=_crumbs(line, first))
    return form_page(request, form, act, page, _("She stands on the roster."))


@requires("hotline:roster")
@require_POST
def copy_week(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter seven days as the seven before them."""
    _found(of_lines.get_line, request, pk)
    first = _first(request)
    act = partial(services.copy_week, pk, first=first, actor=request.actor, at=clock.now())
    answer = step(
        request, act, _("Copied. Who is on leave, or would stand in the past, was left out."), ("hotline:roster",)
    )
    answer["Location"] = week_url(first)
    return answer


@requires("hotline:read")
@never_cache
def duty(request: StaffRequest, pk: int) -> HttpResponse:
    """One duty: who, when, swaps, what was handed over."""
    return detail_page(request, DUTY, duty_shown_to(request.actor, _found(queries.get_duty, request, pk), clock.now()))


@requires("hotline:roster")
@require_POST
def take_off_duty(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a duty off the roster."""
    found = _found(queries.get_duty, request, pk)
    act = partial(services.take_off_duty, pk, actor=request.actor, at=clock.now())
    answer = step(request, act, _("It was taken off the roster."), ("hotline:roster",))
    answer["Location"] = week_url(clock.local_day(found.starts_at))
    return answer


@requires("hotline:handle")
@require_http_methods(["GET", "POST"])
def ask_swap(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask a colleague to take one's duty."""
    found, actor = _found(queries.get_duty, request, pk), request.actor
    others = queries.duties_to_give(found, clock.now())
    form = SwapForm(request.POST or None, actor=actor, duty=found, others=others)

    def act(form: SwapForm) -> None:
        told = form.cleaned_data
        services.ask_swap(pk, asked_of=told["asked_of"], instead_id=told["instead"], actor=actor, at=clock.now())

    back = reverse("hotline:duty", args=[pk])
    crumbs = ((HOTLINE, reverse("hotline:list")), (ROSTER, reverse("hotline:roster")), (duty_words(found), back))
    page = FormPage("hotline", _("Ask for a swap"), back, crumbs=crumbs, submit=pgettext("a swap of duties", "Ask"))
    return form_page(request, form, act, page, _("She is asked. The roster changes when she agrees."))


def _answer(request: StaffRequest, pk: int, agrees: bool, done: str) -> HttpResponse:
    found = _found(queries.get_swap, request, pk)
    act = partial(services.answer_swap, pk, agrees=agrees, actor=request.actor, at=clock.now())
    return step(request, act, done, ("hotline:duty", found.duty_id))


@requires("hotline:handle")
@require_POST
def agree_swap(request: StaffRequest, pk: int) -> HttpResponse:
    """Agree: the duties change hands."""
    return _answer(request, pk, True, _("Agreed: the duty changed hands."))


@requires("hotline:handle")
@require_POST
def decline_swap(request: StaffRequest, pk: int) -> HttpResponse:
    """Decline: everything stays."""
    return _answer(request, pk, False, _("Declined: everything stays as it was."))


@requires("hotline:handle")
@require_POST
def withdraw_swap(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask no more."""
    found = _found(queries.get_swap, request, pk)
    act = partial(services.withdraw_swap, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("Withdrawn."), ("hotline:duty", found.duty_id))


@requires("hotline:handle")
def swaps(request: StaffRequest) -> HttpResponse:
    """Who asked whom."""
    return list_page(request, SWAPS)


@requires("hotline:roster")
def leave(request: StaffRequest) -> HttpResponse:
    """Who is on leave."""
    return list_page(request, LEAVES)


@requires("hotline:roster")
@require_http_methods(["GET", "POST"])
def add_leave(request: StaffRequest) -> HttpResponse:
    """Enter leave."""
    form, actor = LeaveForm(request.POST or None, actor=request.actor), request.actor

    def act(form: LeaveForm) -> None:
        told = form.cleaned_data
        days = {"starts_on": told["starts_on"], "ends_on": told["ends_on"]}
        services.add_leave(told["account"], **days, actor=actor, at=clock.now())

    back = reverse("hotline:leave")
    crumbs = ((HOTLINE, reverse("hotline:list")), (ROSTER, reverse("hotline:roster")), (LEAVE_WORDS, back))
    page = FormPage("hotline", _("Enter leave"), back, crumbs=crumbs)
    return form_page(request, form, act, page, _("The leave was entered; look at the roster for gaps."))


@requires("hotline:roster")
@require_POST
def take_out_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """She comes after all."""
    if not queries.leaves_for(request.actor, {}).filter(pk=pk).exists():
        raise Http404
    act = partial(services.take_out_leave, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The leave was taken out."), ("hotline:leave",))


@requires("hotline:read")
@never_cache
def hand_overs(request: StaffRequest) -> HttpResponse:
    """What each shift left to the next."""
    return list_page(request, HAND_OVERS)


@requires("hotline:read")
@never_cache
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """One hand-over, with who is still to be rung back."""
    found = _found(queries.get_hand_over, request, pk)
    return detail_page(request, HAND_OVER, note_shown_to(request.actor, found, clock.now()))


@requires("hotline:handle")
@require_POST
def read_hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that one has read it."""
    _found(queries.get_hand_over, request, pk)
    act = partial(services.read_hand_over, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("You have taken over."), ("hotline:hand_over", pk))


@requires("hotline:handle")
@require_http_methods(["GET", "POST"])
def write_hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Write what the next one must know."""
    found, actor = _found(queries.get_duty, request, pk), request.actor
    note = queries.hand_overs_for(actor, {}).filter(duty=found).first()
    form = HandOverForm(request.POST or None, actor=actor, initial={"words": note.words if note else ""})

    def act(form: HandOverForm) -> str:
        made = services.write_hand_over(pk, words=form.cleaned_data["words"], actor=actor, at=clock.now())
        return reverse("hotline:hand_over", args=[made.pk])

    back = reverse("hotline:duty", args=[pk])
    crumbs = ((HOTLINE, reverse("hotline:list")), (ROSTER, reverse("hotline:roster")), (duty_words(found), back))
    page = FormPage("hotline", _("Hand over"), back, crumbs=crumbs, draft=f"hotline.hand_over/{pk}")
    return form_page(request, form, act, page, _("It is handed over. The next one says when she has read it."))
