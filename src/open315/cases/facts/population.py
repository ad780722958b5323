"""The one query all figures of the case room are counted from. Each parameter narrows it; an unknown one is an error.

A case belongs to the region of the council that registered it, so no case is counted in two cities. Duplicates are left
out: the case they repeat is counted. A new filter is one entry of `FILTERS`: how it narrows, and how it is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases import queries
from open315.cases.facts import names
from open315.cases.facts.conditions import OUTCOMES, until_of, was_accepted, was_closed, was_kept, was_missed
from open315.cases.models import Case, Clock, Handoff
from open315.cases.rules.rating import SATISFIED, STARS
from open315.cases.types import HandoffState, State
from open315.core.access import Actor
from open315.core.clock import midnight
from open315.core.facts.reading import shared
from open315.core.facts.types import TOGETHER
from open315.core.names import enumerated
from open315.org.facts import REGION, whole_code

Cases = QuerySet[Case]
Params = Mapping[str, str]
Narrow = Callable[[Cases, str, Params], Cases]
Say = Callable[[str, Actor], Any]

EVERYWHERE = frozenset({"first", "last", "until", REGION})
"""Parameters that are no filters of their own: `select` reads them itself."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter of the query: how a value narrows the rows, and what parameter and value are called for who asks."""

    narrow: Narrow
    label: Any
    say: Say


def _kind(rows: Cases, value: str, params: Params) -> Cases:
    return rows if value == "any" else rows.filter(kind=value)


def _outcome(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(OUTCOMES[value](until_of(params)))


def _referred(rows: Cases, value: str, params: Params) -> Cases:
    sent = Handoff.objects.filter(case=OuterRef("pk"), sent_at__lt=midnight(until_of(params) + timedelta(days=1)))
    return rows.filter(Exists(sent.exclude(state__in=[HandoffState.REFUSED, HandoffState.RETURNED])))


def _clock(rows: Cases, value: str, params: Params) -> Cases:
    """`clock=acceptance:judged` — its limit was kept or missed by then; `acceptance:kept` — kept each time."""
    key, _sep, which = value.partition(":")
    until = until_of(params)
    mine = Clock.objects.filter(case=OuterRef("pk"), key=key)
    kept, missed = was_kept(until), was_missed(until)
    if which == "kept":
        return rows.filter(Exists(mine.filter(kept)), ~Exists(mine.filter(missed)))
    if which == "judged":
        return rows.filter(Exists(mine.filter(kept | missed)))
    raise KeyError(value)


def _days(rows: Cases, value: str, params: Params) -> Cases:
    """`days=acceptance` or `days=closure`: the cases whose days until then are known."""
    return rows.filter(was_accepted(until_of(params)) if value == "acceptance" else was_closed(until_of(params)))


def _late(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(Exists(Clock.objects.filter(was_missed(until_of(params)), case=OuterRef("pk"))))


def _code(field: str) -> Narrow:
    """One code of a list, or several together ("quality|price"); "none" for cases without."""

    def narrow(rows: Cases, value: str, params: Params) -> Cases:
        return rows.filter(**{f"{field}__in": ["" if code == NONE else code for code in value.split(TOGETHER)]})

    return narrow


def _always(say: Callable[[str], Any]) -> Say:
    """Words that anybody may read."""
    return lambda value, _actor: say(value)


def _each(say: Callable[[str], Any]) -> Say:
    """The same for one code or for several together."""
    return _always(lambda value: enumerated(map(say, value.split(TOGETHER))))


def _city(rows: Cases, value: str, params: Params) -> Cases:
    """A city of the scope, "none" for an unknown place, "elsewhere" for a place outside of the scope."""
    if value == "elsewhere":
        return rows.exclude(city_code="").exclude(city_code__startswith=params.get(REGION, ""))
    return _code("city_code")(rows, value, params)


def _county(rows: Cases, value: str, params: Params) -> Cases:
    """The same for counties: a place known only as the city has none."""
    region = params.get(REGION, "")
    whole = whole_code(region)
    if value == "elsewhere":
        return rows.exclude(region_code="").exclude(region_code__startswith=region)
    return rows.filter(region_code__in=["", whole]) if value == NONE else _code("region_code")(rows, value, params)


def _month(rows: Cases, value: str, params: Params) -> Cases:
    year, month = int(value[:4]), int(value[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return rows.filter(received_on__gte=date(year, month, 1), received_on__lt=following)


def _trader(rows: Cases, value: str, params: Params) -> Cases:
    """One trader of the register, "none" for cases without, "not:1,2,3" for all the others."""
    if value == NONE:
        return rows.filter(trader=None)
    if value.startswith("not:"):
        return rows.filter(trader__isnull=False).exclude(
            trader__in=[int(item) for item in value[4:].split(",") if item]
        )
    return rows.filter(trader=int(value))


def _rated(rows: Cases, value: str, params: Params) -> Cases:
    """`rated=any`: the consumer rated the handling by then; `rated=good`: with at least four stars."""
    rows = rows.filter(rated_on__lte=until_of(params))
    return rows.filter(rating__gte={"any": STARS[0], "good": SATISFIED}[value])


def _known(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(**{f"{value}_cents__isnull": False})


def _kind_words(value: str) -> Any:
    return names.ANY_KIND if value == "any" else names.kind(value)


def _clock_words(value: str) -> Any:
    key, _sep, which = value.partition(":")
    return names.CLOCK_FILTERS[key, which]


FILTERS: dict[str, Filter] = {
    "kind": Filter(_kind, _("Kind"), _always(_kind_words)),
    "only_kind": Filter(_code("kind"), _("Kind"), _always(names.kind)),
    "outcome": Filter(_outcome, _("By the reckoning day"), _always(names.FILTERS.__getitem__)),
    "referred": Filter(_referred, _("Referral"), _always(lambda value: names.REFERRED)),
    "late": Filter(_late, _("Limits"), _always(lambda value: names.LATE)),
    "clock": Filter(_clock, _("Limits"), _always(_clock_words)),
    "days": Filter(_days, _("Days"), _always(names.DAYS_FILTERS.__getitem__)),
    "rated": Filter(_rated, _("Rating"), _always(names.RATED_FILTERS.__getitem__)),
    "known": Filter(_known, _("Money"), _always(names.KNOWN_FILTERS.__getitem__)),
    "channel": Filter(_code("channel"), _("Channel"), _each(names.or_unknown(names.channel))),
    "nature": Filter(_code("nature"), _("Nature"), _each(names.or_unknown(names.nature))),
    "goods": Filter(_code("goods"), _("Goods or service"), _each(names.or_unknown(names.goods))),
    "city": Filter(_city, _("City"), _each(names.or_unknown(names.place))),
    "county": Filter(_county, _("County or district"), _each(names.or_unknown(names.place))),
    "month": Filter(_month, _("Month"), _always(names.month)),
    "trader": Filter(_trader, _("Trader"), names.trader),
}
"""In the order they are said."""


def select(params: Params, actor: Actor) -> Cases:
    """The cases of the parameters that `actor` may see. KeyError for a parameter or value nobody knows."""
    first, last = date.fromisoformat(params["first"]), date.fromisoformat(params["last"])
    rows = shared(("visible", actor), lambda: queries.visible_to(actor)).exclude(state=State.DUPLICATE)
    rows = rows.filter(received_at__gte=midnight(first), received_at__lt=midnight(last + timedelta(days=1)))
    rows = FILTERS["kind"].narrow(rows, params.get("kind", "any"), params)
    if params.get(REGION):
        rows = rows.filter(council__region__code__startswith=params[REGION])
    for name, value in params.items():
        if name not in EVERYWHERE and name != "kind":
            rows = FILTERS[name].narrow(rows, value, params)
    return rows
