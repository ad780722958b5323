"""Carries the plan out: registers month by month and lets each actor do her steps through the verbs, at their times."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from open315.cases import queries as case_queries
from open315.cases import services as cases
from open315.cases.actors import consumer_of
from open315.cases.demo.receipts import receipt
from open315.cases.demo.story import Step, Story
from open315.cases.types import NewCase, Registered
from open315.core.access import ANONYMOUS, SYSTEM, Actor
from open315.core.clock import SHANGHAI
from open315.core.errors import Open315Error
from open315.core.uploads import services as uploads
from open315.org.demo.world import World

RECEIPTS = 24
AT_THE_DOOR = frozenset({"web", "api"})
"""Channels on which consumers register themselves; on the others a clerk does."""
Report = Callable[[int, int], None]


@dataclass(slots=True)
class Placed:
    """A story that has become a case."""

    case_id: int
    number: str
    competent_id: int


class Player:
    """Plays stories in an install whose bodies are those of `world`."""

    def __init__(self, world: World, report: Report) -> None:
        self.world, self.report = world, report
        self.placed: dict[int, Placed] = {}
        self.receipts: dict[int, list[Any]] = {}
        self.later: dict[tuple[datetime, int], Any] = {}
        self.steps = 0

    def play(self, stories: Sequence[Story]) -> None:
        """Register and carry out everything, one transaction a month."""
        steps = sorted(
            ((step.at, story.index, number, step) for story in stories for number, step in enumerate(story.steps)),
            key=lambda each: each[:3],
        )
        waiting = deque((stories[index], step) for _, index, _, step in steps)
        done = 0
        for month, group in groupby(stories, key=lambda story: story.received_at.strftime("%Y-%m")):
            arrived = list(group)
            self._pass(arrived, list(_until(month, waiting)))
            done += len(arrived)
            self.report(done, len(stories))
        self._pass([], list(waiting))

    def _pass(self, arrived: Sequence[Story], steps: Sequence[tuple[Story, Step]]) -> None:
        for story in arrived:  # pictures are looked at before the transaction: reading them takes its time
            self.receipts[story.index] = [
                self._receive(story.index + number, story.received_at) for number in range(story.evidence)
            ]
        for story, step in steps:
            if step.verb == "add_evidence":
                self.later[step.at, story.index] = self._receive(story.index, step.at)
        with transaction.atomic():
            self._register(arrived)
            for story, step in steps:
                self._do(story, step)

    def _receive(self, number: int, at: datetime) -> Any:
        return uploads.receive(receipt(number % RECEIPTS), at=at).pk

    def _register(self, stories: Sequence[Story]) -> None:
        by_door: dict[str, list[Story]] = {}
        for story in stories:
            by_door.setdefault(self._door(story), []).append(story)
        for council, group in by_door.items():
            actor = self.world.actor_for(council, "clerk", 0) if council else ANONYMOUS
            at = max(story.received_at for story in group)
            outcomes = cases.register_cases([self._command(story) for story in group], actor=actor, at=at)
            self._place(group, outcomes)

    def _door(self, story: Story) -> str:
        return "" if story.channel.value in AT_THE_DOOR else story.council

    def _command(self, story: Story) -> NewCase:
        told = story.told
        return NewCase(
            kind=story.kind,
            channel=story.channel,
            title=told.title,
            narrative=told.narrative,
            council_id=self.world.councils[story.council],
            received_at=story.received_at,
            trader=story.trader,
            consumer=story.consumer,
            consumer_facts=story.consumer_facts,
            region_code=story.region,
            occurred_on=story.occurred_on,
            nature=told.nature,
            goods=told.goods,
            goods_text=told.goods_text,
            claims=told.claims,
            amount_cents=told.amount_cents or None,
            upload_ids=tuple(self.receipts.pop(story.index)),
            consents=story.consents,
        )

    def _place(self, stories: Sequence[Story], outcomes: Iterable[Registered | Open315Error]) -> None:
        made: dict[int, tuple[Story, Registered]] = {}
        for story, outcome in zip(stories, outcomes, strict=True):
            if isinstance(outcome, Open315Error):
                raise outcome
            made[outcome.case_id] = (story, outcome)
        rows = case_queries.visible_to(SYSTEM).filter(pk__in=made).values_list("id", "competent_id")
        competent = dict(rows)
        for case_id, (story, outcome) in made.items():
            self.placed[story.index] = Placed(case_id, outcome.number, competent.get(case_id) or self.world.last_resort)

    def _do(self, story: Story, step: Step) -> None:
        placed = self.placed[story.index]
        data = dict(step.data)
        actor = self._actor(story, placed, step)
        self._complete(story, placed, step, data)
        verb: Callable[..., Any] = getattr(cases, step.verb)
        verb(placed.case_id, **data, actor=actor, at=step.at)
        self.steps += 1

    def _complete(self, story: Story, placed: Placed, step: Step, data: dict[str, Any]) -> None:
        """Fill in what only the running install knows."""
        if step.verb == "refer_case":
            data["to_organisation_id"] = placed.competent_id
        elif step.verb == "mark_duplicate":
            data["of_id"] = self.placed[story.repeats or 0].case_id
        elif step.verb == "assign_case":
            data["account_id"] = self.world.actor_for(story.council, "officer", story.index).account_id
        elif step.verb == "add_evidence":
            data["upload_ids"] = [self.later.pop((step.at, story.index))]

    def _actor(self, story: Story, placed: Placed, step: Step) -> Actor:
        if step.who == "consumer":
            return consumer_of(placed.case_id)
        if step.who == "liaison":
            found = self.world.find_actor(placed.competent_id, "liaison", 0)
            if found is None:
                raise LookupError(f"nobody answers for body {placed.competent_id}")
            return found
        return self.world.actor_for(story.council, step.who, story.index)


def _until(month: str, waiting: deque[tuple[Story, Step]]) -> Iterator[tuple[Story, Step]]:
    """Those of the waiting steps that are done by the end of the month, taken off."""
    while waiting and _month(waiting[0][1].at) <= month:
        yield waiting.popleft()


def _month(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m")
