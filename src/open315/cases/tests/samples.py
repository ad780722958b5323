"""Many different cases, the same each time, straight into the tables: what the figures are checked against.

Every outcome, missing code, place and clock occurs; the moments of a case never contradict each other.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from open315.cases.models import Case, Clock, Handoff, Party
from open315.cases.types import Channel, HandoffState, Kind, State
from open315.core.clock import SHANGHAI, local_day
from open315.law import codelists
from open315.law.types import ClockState
from open315.org.models import Organisation
from open315.traders.models import Trader

CITIES = ["420100", "420200", "420300", ""]
COUNTIES = {"420100": ["420102", "420100", "420106"], "420200": ["420202", "420200"], "420300": ["420302"], "": [""]}
ABROAD = ("110100", "110101")
NATURES = ["quality", "quality", "after_sales", "contract", "price", "false_publicity", "other", ""]
SHAPES = [
    "registered",
    "accepted",
    "accepted",
    "solved",
    "solved",
    "solved",
    "unsolved",
    "declined",
    "withdrawn",
    "duplicate",
]
SHAPES += ["referred", "solved_elsewhere", "unsolved_elsewhere"]


def moment(day: date, hour: int) -> datetime:
    """An hour of a day in China."""
    return datetime.combine(day, time(hour % 24, (hour * 7) % 60), tzinfo=SHANGHAI)


class Sampler:
    """Makes cases of the given councils, received between two days and lived through up to `today`."""

    def __init__(self, councils: Sequence[Organisation], other: Organisation, *, today: date, seed: int = 315) -> None:
        self.random = random.Random(seed)
        self.councils, self.other, self.today = councils, other, today
        self.goods = [*codelists.codes("goods")[:8], ""]
        self.traders = [
            Trader.objects.create(name=f"商家{n}", folded_name=f"商家{n}", created_at=moment(today, 9))
            for n in range(14)
        ]
        self.cases: list[Case] = []
        self.clocks: list[Clock] = []
        self.handoffs: list[Handoff] = []
        self.parties: list[Party] = []
        self.next_id = (Case.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1

    def make(self, count: int, first: date, last: date) -> None:
        """Add `count` cases received between the days `first` and `last`."""
        span = (last - first).days
        for _ in range(count):
            self._case(first + timedelta(days=self.random.randint(0, span)))

    def make_history(self, count: int, first: date, last: date) -> None:
        """Add cases that came in when they were over: no clock, and of some the end or the day of acceptance is not known."""
        for _ in range(count):
            self._case(self._step(first, 0, (last - first).days))
            case = self.cases[-1]
            self.clocks = [each for each in self.clocks if each.case is not case]
            self.handoffs = [each for each in self.handoffs if each.case is not case]
            case.holder, case.was_late, case.is_history = case.council, False, True
            if case.state != State.CLOSED:
                case.state, case.closed_on, case.closed_at = State.ON_RECORD, None, None
                case.accepted_at = case.accepted_at and self.random.choice([None, case.accepted_at])
                continue
            case.accepted_at = case.accepted_at and self.random.choice([None, case.accepted_at])
            case.result = self.random.choice([case.result, "passed_on", "resolved_by_body"])

    def save(self) -> None:
        """Store everything made so far."""
        Case.objects.bulk_create(self.cases, batch_size=500)
        for model, rows in ((Clock, self.clocks), (Handoff, self.handoffs), (Party, self.parties)):
            model.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]

    def _case(self, received_on: date) -> None:
        pick = self.random
        city = pick.choice(CITIES)
        county = pick.choice(COUNTIES[city])
        if pick.random() < 0.05:
            city, county = ABROAD
        trader = pick.choice([None, *self.traders, self.traders[0], self.traders[1]])
        case = Case(
            id=self.next_id,
            number=f"測{self.next_id:07d}",
            kind=pick.choice([Kind.COMPLAINT] * 8 + [Kind.REPORT, Kind.ENQUIRY]),
            channel=pick.choice(list(Channel)),
            council=pick.choice(self.councils),
            received_at=moment(received_on, pick.randint(0, 23)),
            received_on=received_on,
            trader=trader,
            trader_name=trader.name if trader else "",
            region_code=county,
            city_code=city,
            title="洗衣機三個月壞了兩次",
            nature=pick.choice(NATURES),
            goods=pick.choice(self.goods),
            amount_cents=pick.choice([None, pick.randint(100, 9_999_999)]),
            state=State.REGISTERED,
        )
        case.holder = case.council
        self.next_id += 1
        self._live(case, pick.choice(SHAPES))
        self.cases.append(case)
        self.parties.append(Party(case=case, role="complainant", masked_name="張*", phone_index=f"{case.pk % 97:044d}"))

    def _live(self, case: Case, shape: str) -> None:
        decided = self._step(case.received_on, 0, 14)
        ended = self._step(decided, 0, 80)
        if shape in {"accepted", "solved", "unsolved"}:
            self._accept(case, decided)
        elif shape == "declined":
            self._end(case, State.DECLINED, decided)
        elif shape == "withdrawn":
            self._end(case, State.WITHDRAWN, decided)
        elif shape == "duplicate":
            case.state = State.DUPLICATE
        elif shape in {"referred", "solved_elsewhere", "unsolved_elsewhere"}:
            self._refer(case, decided)
        self._clock(case, "acceptance", case.received_on, 9, None if shape == "registered" else decided)
        if shape in {"solved", "unsolved", "solved_elsewhere", "unsolved_elsewhere"} and ended <= self.today:
            self._close(case, shape, ended)
        if case.accepted_at:
            self._clock(case, "mediation", decided, 60, case.closed_on)

    def _step(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self.random.randint(least, most))

    def _accept(self, case: Case, day: date) -> None:
        if day <= self.today:
            case.state = State.ACCEPTED
            case.accepted_at = max(moment(day, 16), case.received_at)
            assert local_day(case.accepted_at) == day

    def _end(self, case: Case, state: State, day: date) -> None:
        if day <= self.today:
            case.state, case.closed_on, case.closed_at = state, day, moment(day, 17)
            self._rate(case, day)

    def _rate(self, case: Case, day: date) -> None:
        """One of three, some days after the end; by the number, so that everything else stays as it was."""
        if case.pk % 3 == 0:
            case.rating, case.rated_on = 1 + case.pk % 5, day + timedelta(days=case.pk % 11)

    def _refer(self, case: Case, day: date) -> None:
        if day > self.today:
            return
        state = self.random.choice([HandoffState.SENT, HandoffState.ANSWERED, HandoffState.REFUSED])
        if state is not HandoffState.REFUSED:
            case.state, case.holder = State.REFERRED, self.other
        for _ in range(self.random.choice([1, 1, 2])):
            self.handoffs.append(
                Handoff(
                    case=case,
                    from_organisation=case.council,
                    to_organisation=self.other,
                    state=state,
                    sent_at=moment(day, 15),
                )
            )

    def _close(self, case: Case, shape: str, day: date) -> None:
        if case.state == State.REGISTERED:
            return
        solved = shape.startswith("solved")
        case.state, case.closed_on, case.closed_at = State.CLOSED, day, moment(day, 17)
        case.result = self.random.choice(["mediated", "settled"] if solved else ["not_settled", "trader_refused"])
        case.recovered_cents = self.random.choice([None, self.random.randint(0, 5_000_000)]) if solved else None
        self._rate(case, day)

    def _clock(self, case: Case, key: str, start: date, days: int, ended: date | None) -> None:
        due = start + timedelta(days=days)
        if ended is None or ended > self.today:
            state, ended = ClockState.RUNNING, None
        else:
            state = ClockState.MET if ended <= due else ClockState.LATE
        if state is ClockState.LATE or (ended is None and due < self.today):
            case.was_late = True
        self.clocks.append(
            Clock(case=case, pack="council-2024", key=key, state=state, started_on=start, due_on=due, ended_on=ended)
        )
