"""The calendar pages under /console/admin/calendar/: a year at a glance, loading a year, correcting a day."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.calendar import grid, queries, services
from open315.core.calendar.forms import DayForm, LoadForm
from open315.core.errors import Open315Error
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.refusals import show_at_field

SECTION = "calendar"


@requires("console:open")
@require_safe
def year(request: StaffRequest) -> HttpResponse:
    """Twelve months with what the notice moves, and which years are loaded."""
    today = clock.today()
    shown = _year_of(request, today.year)
    context = {
        "section": SECTION,
        "year": shown,
        "loaded": queries.find_year(shown),
        "tabs": _tabs(shown, today.year),
        "months": grid.months(shown, queries.days_of(shown), today),
        "weekdays": grid.WEEKDAYS,
        "load_href": f"{reverse('calendar:load')}?year={shown}",
        "next_missing": today.year + 1 if queries.find_year(today.year + 1) is None else None,
        "may_manage": request.actor.may(services.PERMISSION),
    }
    return render(request, "core/calendar/year.html", context)


@requires("calendar:manage")
@require_http_methods(["GET", "POST"])
def load(request: StaffRequest) -> HttpResponse:
    """Paste a notice, look at what was read, load it."""
    first = {"year": _year_of(request, clock.today().year + 1)}
    form = LoadForm(request.POST or None, initial=first)
    days: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid() and _sound(form):
        days = form.cleaned_data["days"]
        if request.POST.get("step") == "load" and _loaded(request, form):
            messages.success(request, _("The calendar of %(year)s is loaded.") % {"year": form.cleaned_data["year"]})
            return redirect(f"{reverse('calendar:year')}?year={form.cleaned_data['year']}")
    context = {"section": SECTION, "form": form, "days": days, "unread": form.unread}
    return render(request, "core/calendar/load.html", context)


@requires("calendar:manage")
@require_http_methods(["GET", "POST"])
def day(request: StaffRequest, on: str) -> HttpResponse:
    """Correct one day, with a reason."""
    wanted = _day_of(on)
    stored = queries.find_day(wanted)
    kind = "plain" if stored is None else "off" if stored.is_off else "working"
    form = DayForm(request.POST or None, initial={"kind": kind, "name": stored.name if stored else ""})

    def act(form: DayForm) -> None:
        services.correct_day(wanted, **form.cleaned_data, actor=request.actor, at=clock.now())

    page = FormPage(
        SECTION,
        f"{wanted.isoformat()} {date_format(wanted, 'l')}",
        f"{reverse('calendar:year')}?year={wanted.year}",
        lead=_(
            "For a slip in the loaded calendar, or a later notice about one day. Periods that still run are counted again."
        ),
    )
    return form_page(request, form, act, page, _("%(day)s was corrected.") % {"day": wanted.isoformat()})


def _sound(form: LoadForm) -> bool:
    """Whether the days can be a notice of that year; if not, the form says why."""
    try:
        services.check_days(form.cleaned_data["year"], form.cleaned_data["days"])
    except Open315Error as error:
        _show(form, error)
        return False
    return True


def _loaded(request: StaffRequest, form: LoadForm) -> bool:
    data = dict(form.cleaned_data)
    if form.unread and not data.pop("looked"):
        form.add_error("looked", _("Sentences below were not read. Please look at them first."))
        return False
    data = {name: value for name, value in data.items() if name not in {"text", "looked"}}
    try:
        services.load_year(data.pop("year"), **data, actor=request.actor, at=clock.now())
    except Open315Error as error:
        _show(form, error)
        return False
    return True


def _show(form: LoadForm, error: Open315Error) -> None:
    """Days come from the text: an error about them stands there."""
    error.field = "text" if error.field == "days" else error.field
    show_at_field(form, error)


def _tabs(shown: int, this_year: int) -> list[dict[str, Any]]:
    loaded = {each.year for each in queries.years()}
    around = sorted({*range(shown - 2, shown + 3), this_year, this_year + 1})
    return [
        {
            "label": str(each) if each in loaded else _("%(year)s (not loaded)") % {"year": each},
            "href": f"?year={each}",
            "current": each == shown,
        }
        for each in around
    ]


def _year_of(request: StaffRequest, default: int) -> int:
    text = request.GET.get("year", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else default
    return min(max(asked, services.FIRST_YEAR), services.LAST_YEAR)


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
