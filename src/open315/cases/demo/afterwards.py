"""What consumers say when their cases are over: ratings, and now and then an objection that another person answers.

Drawn from a source of chance of its own, so that the cases themselves stay what they were.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from open315.cases.demo.course import Days
from open315.cases.demo.story import Step, Story
from open315.cases.demo.words import words
from open315.cases.types import Channel, Kind
from open315.core.calendar.rules import WorkingCalendar

SEED = 20261129
CAPITAL = "420100"
HAS_CODE_AT_HAND = frozenset({Channel.WEB, Channel.API, Channel.MAIL})
PLEASED = frozenset({"mediated", "settled", "resolved_by_body", "answered"})
STARS = (5, 4, 3, 2, 1)
WHEN_PLEASED, WHEN_NOT = (45, 35, 14, 4, 2), (8, 17, 30, 25, 20)
OBJECTS = 0.05
"""Of those whose complaint was closed without a result."""
WITHIN = timedelta(days=13)
"""An objection of these last days still waits."""


class Afterwards:
    """Adds to stories what their consumers did after the end, up to the closing moment."""

    def __init__(self, calendar: WorkingCalendar, until: datetime) -> None:
        self.rng = Random(SEED)  # noqa: S311  (a demo repeats itself on purpose)
        self.days, self.until = Days(self.rng, calendar), until
        self.process = words("process")

    def write(self, stories: Sequence[Story]) -> None:
        """Give the stories these steps."""
        for story in stories:
            if result := _result(story):
                steps = [each for each in self._said(story, result) if each.at <= self.until]
                story.steps.extend(steps)
        self._one_waits(stories)

    def _said(self, story: Story, result: str) -> Iterator[Step]:
        end = story.steps[-1].at
        if story.kind is Kind.COMPLAINT and result not in PLEASED and self.rng.random() < OBJECTS:
            yield from self._objection(end)
        elif self.rng.random() < (0.3 if story.channel in HAS_CODE_AT_HAND else 0.06):
            yield self._rating(end, result)

    def _rating(self, end: datetime, result: str) -> Step:
        stars = self.rng.choices(STARS, WHEN_PLEASED if result in PLEASED else WHEN_NOT)[0]
        kind = "rated_good" if stars >= 4 else "rated_fair" if stars == 3 else "rated_poor"
        note = self.rng.choice(self.process[kind]) if self.rng.random() < 0.4 else ""
        return Step(self._soon(end), "rate_case", "consumer", {"stars": stars, "note": note})

    def _objection(self, end: datetime) -> Iterator[Step]:
        at = self._soon(end)
        yield Step(at, "object_to_end", "consumer", {"words": self.rng.choice(self.process["objections"])})
        reason = self.rng.choice(self.process["upholdings"])
        answered = self.days.after(at, 2, 6)
        yield Step(answered, "uphold_result", "supervisor", {"reason": reason})

    def _soon(self, end: datetime) -> datetime:
        return end + timedelta(days=self.rng.randint(0, 5), minutes=self.rng.randint(20, 300))

    def _one_waits(self, stories: Sequence[Story]) -> None:
        """In the capital an objection waits for its answer, so that the supervisor's Today has one."""
        for story in reversed(stories):
            is_fresh = bool(story.steps) and story.steps[-1].at > self.until - WITHIN
            if story.council != CAPITAL or story.kind is not Kind.COMPLAINT or not is_fresh:
                continue
            if _result(story) or story.steps[-1].verb == "answer_referral":
                self._object_now(story)
                return

    def _object_now(self, story: Story) -> None:
        if not _result(story):
            self._add(story, "close_case", "officer", result="not_settled", note=self.process["not_settled"][0])
        self._add(story, "object_to_end", "consumer", words=self.process["objections"][0])

    def _add(self, story: Story, verb: str, who: str, **data: Any) -> None:
        left = self.until - story.steps[-1].at
        story.steps.append(Step(story.steps[-1].at + left / 3, verb, who, data))


def _result(story: Story) -> str:
    """How the story ended; "" for one that goes on, or that ended in another way."""
    last = story.steps[-1] if story.steps else None
    return str(last.data["result"]) if last and last.verb == "close_case" else ""
