"""What the pages of the law show, made from packs and lines: words, no rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.calendar import CalendarUnknown
from open315.core.calendar import queries as calendars
from open315.core.names import Names
from open315.law import codelists
from open315.law import queries as law
from open315.law.console.forms import KINDS, TryClockForm
from open315.law.derivation import EVENTS, Explanation, explain, length
from open315.law.models import LocalOption
from open315.law.queries import competence
from open315.law.rules.clocks import due
from open315.law.rules.competence import Line
from open315.law.rules.packs import ClockRule, Pack
from open315.org import queries as org
from open315.org.codes import sector_name
from open315.traders.types import TraderKind

STATUSES: dict[str, tuple[Any, str]] = {
    "verified": (_("verified"), "good"),
    "unverified": (_("not verified"), "warn"),
    "local": (_("local options"), "info"),
}
BODY_KINDS = {"department": _("Department"), "council": _("Consumer council")}
ROLLS = {
    "none": _("does not move"),
    "statutory_holidays": _("moves on after statutory holidays"),
    "all_days_off": _("moves on after holidays and weekends"),
}


@dataclass(frozen=True, slots=True)
class PackRow:
    """One line of the list of packs."""

    pack: Pack
    body: Any
    place: Any
    status: Any
    tone: str
    in_force: bool

    @property
    def rank(self) -> tuple[Any, ...]:
        """Those in force first, departments before councils, the latest first."""
        pack = self.pack
        return not self.in_force, pack.body_kind != "department", pack.jurisdiction, -pack.valid_from.toordinal()


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One clock in words."""

    rule: ClockRule
    length: str
    extension: str
    event: Any
    roll: Any
    pauses: tuple[Any, ...]
    status: Any
    tone: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A place's own number in words."""

    option: LocalOption
    clock: Any
    place: Names
    length: str
    roll: Any
    is_mine: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the table of competence in words."""

    line: Line
    matter: str
    kind: Any
    sector: Names
    level: Names
    place: Names
    in_force: bool
    place_in_table: int


@dataclass(frozen=True, slots=True)
class TriedClock:
    """The answer of the try-it: a day or none, and the derivation; or the year that is missing."""

    on: date | None
    explanation: Explanation | None
    missing_year: int | None = None


def pack_rows(packs: Iterable[Pack], today: date) -> list[PackRow]:
    """The packs in words."""
    return [pack_row(each, today) for each in packs]


def pack_row(pack: Pack, today: date) -> PackRow:
    """One pack in words."""
    words, tone = STATUSES[pack.status.value]
    return PackRow(pack, BODY_KINDS[pack.body_kind], _place(pack.jurisdiction), words, tone, pack.holds_on(today))


def clock_cards(pack: Pack) -> list[ClockCard]:
    """The clocks of a pack in words."""
    return [_card(pack, each) for each in pack.clocks]


def option_rows(pack: Pack, options: Sequence[LocalOption], mine: frozenset[int]) -> list[OptionRow]:
    """The numbers that places set for a pack; `mine` are the ids the reader may end."""
    return [
        OptionRow(
            each,
            pack.clock(each.clock).name,
            org.region_name(each.region_code),
            length(each.amount, each.unit),
            ROLLS[each.roll],
            each.pk in mine,
        )
        for each in options
    ]


def line_rows(lines: Iterable[Line], today: date) -> list[LineRow]:
    """Lines of competence in words."""
    kinds = dict(TraderKind.choices)
    return [
        LineRow(
            each,
            _matter(each),
            kinds.get(each.trader_kind, _("any")),
            sector_name(each.sector),
            competence.LEVELS_OF_LINES[each.level],
            competence.PLACES[each.place],
            each.valid_from <= today and (each.valid_until is None or today <= each.valid_until),
            number,
        )
        for number, each in enumerate(lines)
    ]


def tried_clock(form: TryClockForm) -> TriedClock:
    """The due day for what was entered."""
    data = form.cleaned_data
    pack = law.pack(form.pack.code, data["region"], data["on"])
    try:
        found = due(pack, data["clock"], data["on"], calendars.load(), form.pauses(), extended=data["extended"])
    except CalendarUnknown as error:
        return TriedClock(None, None, error.year)
    return TriedClock(found.on, explain(found.trace))


def _card(pack: Pack, rule: ClockRule) -> ClockCard:
    words, tone = (_("local option"), "info") if rule.local else STATUSES[rule.status.value]
    return ClockCard(
        rule,
        length(rule.amount, rule.unit.value),
        length(rule.extension, rule.unit.value) if rule.extension else "",
        EVENTS[rule.start],
        ROLLS[rule.roll.value],
        tuple(each.label for each in pack.pause_grounds_of(rule.key)),
        words,
        tone,
    )


def _matter(line: Line) -> str:
    parts = [
        str(codelists.label(name, code)) for name, code in (("goods", line.goods), ("natures", line.nature)) if code
    ]
    kind = [str(dict(KINDS)[line.kind])] if line.kind in dict(KINDS) else []
    return " · ".join([*kind, *parts, *([str(_("beside"))] if line.beside else [])])


def _place(jurisdiction: str) -> Any:
    return org.region_name(jurisdiction) if jurisdiction else _("Whole country")
