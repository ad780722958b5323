"""The public pages of the law: what a consumer may ask for, on cards, as it held on a day (ADR 0156)."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from open315.core import clock
from open315.core.access import public
from open315.core.http.private import for_everybody
from open315.law.rules.cards import FIRST_DAY, card_on, cards_on, search

ASKED_MAX = 60


@public
@for_everybody
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of a day, all or those that have the words asked for."""
    day = _day(request)
    asked = request.GET.get("q", "").strip()[:ASKED_MAX]
    context = {**_dated(day), "cards": search(cards_on(day), asked), "asked": asked}
    return render(request, "law/portal/cards.html", context)


@public
def card(request: HttpRequest, code: str) -> HttpResponse:
    """One card, to read, print or begin a complaint from; 404 where it does not hold on the day."""
    day = _day(request)
    shown = card_on(code, day)
    if shown is None:
        raise Http404
    related = [found for each in shown.related if (found := card_on(each, day))]
    return render(request, "law/portal/card.html", {**_dated(day), "card": shown, "related": related})


def _day(request: HttpRequest) -> date:
    """The day asked for; today for none, for what is no day, and for days that no card may speak of."""
    today = clock.today()
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= today else today


def _dated(day: date) -> dict[str, object]:
    today = clock.today()
    return {"section": "rights", "day": day, "is_past": day != today, "today": today, "first_day": FIRST_DAY}
