"""The plan of the demo: which cases come in when, and the course of each. Pure: the same day and size give the same plan."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from open315.cases.demo.course import Course, Days
from open315.cases.demo.story import Story
from open315.cases.demo.texts import ONLINE_FAMILIES, ask, choose_goods, tell
from open315.cases.demo.traders import Market
from open315.cases.types import Channel, ConsumerFacts, Kind, PersonDetails
from open315.core.calendar.rules import WorkingCalendar
from open315.core.clock import SHANGHAI
from open315.core.regions import city_of
from open315.org.demo.days import closing_moment, first_day

SEED = 20100315
CASES, SMALL_CASES = 4200, 200
FORGOTTEN, FORGOTTEN_WITHIN = 0.035, 260
CAPITAL = "420100"
EVERYDAY = frozenset({"phone", "aircon", "coat", "shoes", "salon", "meal", "furniture"})
"""Goods for which the city's market regulator is competent."""
STAGED = (
    (1, "sent"), (1, "sent"), (2, "sent"), (3, "acknowledged"), (5, "acknowledged"), (6, "answered"), (8, "answered"),
    (1, "proposed"), (2, "proposed"), (1, "fresh"), (2, "fresh"), (4, "fresh"),
)  # fmt: skip
"""Cases of the capital that wait at a certain point: how many working days ago they came in, and where they wait."""
MONTH_WEIGHTS = (9, 8, 18, 10, 10, 9, 9, 10, 10, 10, 13, 10)
"""January to December: 15 March and the November sales bring most."""
CITY_WEIGHTS = {
    "420100": 30, "420200": 6, "420300": 5, "420500": 8, "420600": 9, "420700": 3, "420800": 5, "420900": 7,
    "421000": 8, "421100": 7, "421200": 5, "421300": 4, "422800": 5, "429004": 3, "429005": 3, "429006": 2, "429021": 1,
}  # fmt: skip
COUNTY_COUNCILS = frozenset({"420100"})
"""Cities whose county councils have staff of their own."""
CHANNELS = {
    Channel.HOTLINE: 33, Channel.WEB: 26, Channel.DESK: 15, Channel.SMS: 6, Channel.MAIL: 4, Channel.FORUM: 4, Channel.STUDIO: 3,
    Channel.POST: 2, Channel.API: 2,
}  # fmt: skip
KINDS = {Kind.COMPLAINT: 86, Kind.REPORT: 6, Kind.ENQUIRY: 8}
AT_ANY_HOUR = frozenset({Channel.WEB, Channel.SMS, Channel.MAIL, Channel.FORUM, Channel.API})


class Planner:
    """Draws story after story from one source of chance."""

    def __init__(
        self,
        today: date,
        calendar: WorkingCalendar,
        market: Market,
        counties: Mapping[str, Sequence[str]],
        places: Mapping[str, str],
        *,
        small: bool,
    ) -> None:
        self.rng = Random(f"{SEED}:{today.isoformat()}:{small}")  # noqa: S311  (a demo repeats itself on purpose)
        self.today, self.market, self.counties, self.places, self.small = today, market, counties, places, small
        self.until = closing_moment(today)
        self.days = Days(self.rng, calendar)
        self.course = Course(self.rng, calendar)
        self.cities = list(counties)

    def stories(self) -> list[Story]:
        """Every story in the order of arrival, with the steps that lie before the closing moment."""
        count = SMALL_CASES if self.small else CASES
        arrivals = [(day, "") for day in self._arrival_days(count - len(STAGED))]
        arrivals += [(self._working_days_ago(ago), stage) for ago, stage in STAGED]
        found: list[Story] = []
        for index, (day, stage) in enumerate(sorted(arrivals)):
            found.append(self._staged(index, day, stage) if stage else self._arrived(found, index, day))
        return found

    def _arrived(self, earlier: Sequence[Story], index: int, day: date) -> Story:
        story = self._repeat(earlier, index, day) or self._story(index, day)
        self.course.write(story)
        story.steps = [step for step in story.steps if step.at <= self.until]
        self._forget(story)
        return story

    def _staged(self, index: int, day: date, stage: str) -> Story:
        """A complaint of the capital that waits at a certain point, so that every log-in of the demo finds work."""
        story = self._story(index, day, staged=True)
        story.received_at = datetime.combine(day, time(9), SHANGHAI) + timedelta(minutes=self.rng.randint(0, 59))
        if stage != "fresh":
            self.course.stop_at(story, stage)
        return story

    def _working_days_ago(self, count: int) -> date:
        day = self.until.date()
        while count or self.days.is_off(day):
            count -= 0 if self.days.is_off(day) else 1
            day -= timedelta(days=1)
        return day

    def _forget(self, story: Story) -> None:
        """Some of the last months' cases were left lying, so that the inbox has late ones."""
        age = (self.until - story.received_at).days
        if 12 < age < FORGOTTEN_WITHIN and story.repeats is None and self.rng.random() < FORGOTTEN:
            kept = self.rng.randint(0, max(0, len(story.steps) - 1))
            story.steps = story.steps[:kept]

    def _arrival_days(self, count: int) -> list[date]:
        start = first_day(self.today)
        days = [start + timedelta(days=number) for number in range((self.today - start).days)]
        return sorted(self.rng.choices(days, [self._busy(day) for day in days], k=count))

    def _busy(self, day: date) -> float:
        """How many come on a day: more around 15 March, fewer on days off."""
        march = 1.5 if day.month == 3 and 10 <= day.day <= 18 else 1.0
        return MONTH_WEIGHTS[day.month - 1] * march * (0.45 if self.days.is_off(day) else 1.0)

    def _story(self, index: int, day: date, *, staged: bool = False) -> Story:
        rng = self.rng
        kind = Kind.COMPLAINT if staged else rng.choices(list(KINDS), list(KINDS.values()))[0]
        channel = self._channel(day)
        received_at = self._received(day, channel)
        region = CAPITAL if staged else self._region()
        goods = choose_goods(rng, EVERYDAY if staged else frozenset())
        online = goods["family"] in ONLINE_FAMILIES and rng.random() < 0.42
        trader = self.market.choose(rng, goods["trade"], region, online=online)
        bought_on = received_at.date() - timedelta(days=rng.randint(1, 120))
        told = tell(rng, goods, trader, self.places[region], bought_on) if kind is not Kind.ENQUIRY else ask(rng)
        number = rng.randint(1, max(1, index)) if index and rng.random() < 0.12 else index + 1
        return Story(
            index=index,
            kind=kind,
            channel=channel,
            received_at=received_at,
            occurred_on=bought_on,
            council=self._council(region),
            region=region,
            told=told,
            trader=trader,
            consumer=self._consumer(number, channel),
            consumer_facts=self._facts(number, region),
            consents=self._consents(kind, channel),
            evidence=rng.choice([1, 1, 2]) if channel in {Channel.WEB, Channel.DESK} and rng.random() < 0.12 else 0,
        )

    def _repeat(self, earlier: Sequence[Story], index: int, day: date) -> Story | None:
        """Now and then somebody complains a second time about the same thing."""
        recent = [each for each in earlier[-40:] if each.kind is Kind.COMPLAINT and each.repeats is None]
        if not recent or self.rng.random() > 0.016:
            return None
        first = self.rng.choice(recent)
        channel = self._channel(day)
        received_at = self._received(day, channel)
        if received_at <= first.received_at:
            return None
        again = {name: getattr(first, name) for name in Story.__slots__ if name not in {"steps", "repeats"}}
        again |= {"index": index, "channel": channel, "received_at": received_at, "evidence": 0}
        return Story(**again, repeats=first.index)

    def _channel(self, day: date) -> Channel:
        weights = dict(CHANNELS)
        if day.month == 3 and 12 <= day.day <= 16:
            weights |= {Channel.STUDIO: 22, Channel.SMS: 14, Channel.DESK: 30}
        channel: Channel = self.rng.choices(list(weights), list(weights.values()))[0]
        return channel if channel in AT_ANY_HOUR or not self.days.is_off(day) else Channel.WEB

    def _received(self, day: date, channel: Channel) -> datetime:
        if channel not in AT_ANY_HOUR:
            return self.days.at_work(day)
        return datetime.combine(day, time(7), SHANGHAI) + timedelta(minutes=self.rng.randint(0, 650))

    def _region(self) -> str:
        city = self.rng.choices(self.cities, [CITY_WEIGHTS[code] for code in self.cities])[0]
        inside = self.counties[city]
        return self.rng.choice(inside) if inside and self.rng.random() < 0.75 else city

    def _council(self, region: str) -> str:
        city = city_of(region)
        own = city in COUNTY_COUNCILS and not self.small and region != city
        return region if own and self.rng.random() < 0.35 else city

    def _consumer(self, number: int, channel: Channel) -> PersonDetails:
        return PersonDetails(
            name=f"測試消費者{number:04d}",
            phone=f"1380000{number:04d}",
            email=f"consumer{number:04d}@example.org" if channel in {Channel.WEB, Channel.MAIL} else "",
        )

    def _facts(self, number: int, region: str) -> ConsumerFacts:
        own = Random(number)  # noqa: S311  (a person keeps her age)
        return ConsumerFacts(
            age_band=own.choices(["18_34", "35_59", "60_up"], [4, 5, 2])[0],
            gender=own.choice(["female", "male"]),
            region_code=city_of(region),
        )

    def _consents(self, kind: Kind, channel: Channel) -> tuple[str, ...]:
        given = [name for name in ("publish", "entrust") if self.rng.random() < 0.6]
        if kind is Kind.COMPLAINT and channel is Channel.WEB:
            given.append("foreclosure")
        return tuple(given)
