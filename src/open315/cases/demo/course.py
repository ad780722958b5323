"""The course a case takes: accepted or not, referred, paused, supervised, closed — in working hours, mostly in time, sometimes late."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from open315.cases.demo.story import Step, Story
from open315.cases.demo.words import words
from open315.cases.types import Kind
from open315.core.calendar.errors import CalendarUnknown
from open315.core.calendar.rules import WorkingCalendar
from open315.core.clock import SHANGHAI

ONE_DAY = timedelta(days=1)
REACH = timedelta(days=90)
"""How far the clock of a case may reach that begins now."""
MONEY_BACK = frozenset({"refund", "return", "compensation", "damages", "performance"})
OF_COMPLAINTS = frozenset({"already_handled", "not_consumer_dispute", "over_three_years"})
"""Grounds of refusal that no report and no question can have."""
SLIP = 0.06
"""How often a step is later than its limit."""


class Days:
    """Working days and moments, drawn from one source of chance."""

    def __init__(self, rng: Random, calendar: WorkingCalendar) -> None:
        self.rng, self.calendar = rng, calendar

    def is_off(self, day: date) -> bool:
        """Days off by the notices; in a year without a notice, weekends."""
        try:
            return self.calendar.is_off(day)
        except CalendarUnknown:
            return day.weekday() >= 5

    def knows(self, day: date) -> bool:
        """Whether the working calendar of the day is loaded: without it a clock has no date, and cannot be paused."""
        try:
            self.calendar.require(day)
        except CalendarUnknown:
            return False
        return True

    def after(self, moment: datetime, low: int, high: int) -> datetime:
        """A moment in working hours, `low` to `high` working days after `moment`; the same day gives a later hour."""
        day, left = moment.astimezone(SHANGHAI).date(), self.rng.randint(low, high)
        while left or self.is_off(day):
            day += ONE_DAY
            left -= 0 if self.is_off(day) or not left else 1
        found = self.at_work(day)
        return found if found > moment else moment + timedelta(minutes=self.rng.randint(6, 50))

    def at_work(self, day: date) -> datetime:
        """A moment between nine and half past five."""
        minutes = self.rng.randint(0, 509)
        return datetime.combine(day, time(9), SHANGHAI) + timedelta(minutes=minutes)


class Course:
    """Writes the steps of one story after the other."""

    def __init__(self, rng: Random, calendar: WorkingCalendar) -> None:
        self.rng, self.days = rng, Days(rng, calendar)
        self.process = words("process")

    def write(self, story: Story) -> None:
        """Give the story its steps."""
        if story.repeats is not None:
            self._step(story, "mark_duplicate", "clerk", 0, 2)
            return
        kind_courses: dict[Kind, list[tuple[Callable[[Story], None], int]]] = {
            Kind.ENQUIRY: [(self._answer, 1)],
            Kind.REPORT: [(self._refer_report, 82), (self._decline, 10), (self._verify, 8)],
            Kind.COMPLAINT: [
                (self._mediate, 62), (self._refer, 20), (self._decline, 8), (self._withdraw, 5),
                (self._mediate_then_refer, 5),
            ],
        }  # fmt: skip
        courses = kind_courses[story.kind]
        self.rng.choices([course for course, _w in courses], [weight for _c, weight in courses])[0](story)
        self._trimmings(story)

    def stop_at(self, story: Story, stage: str) -> None:
        """Give the story the steps of one day that lead to `stage`, where it waits for the next person."""
        process = self.process
        steps: dict[str, tuple[str, str, dict[str, Any]]] = {
            "sent": ("refer_case", "officer", {"reason": self.rng.choice(process["referral_reasons"])}),
            "acknowledged": ("acknowledge_referral", "liaison", {}),
            "answered": ("answer_referral", "liaison", {"reply": self.rng.choice(process["replies"])}),
        }
        if stage == "proposed":
            ground, statement = self._ground(story, process)
            self._step(story, "propose_declination", "officer", 0, 0, grounds=[ground], statement=statement)
            return
        for name, (verb, who, data) in steps.items():
            self._step(story, verb, who, 0, 0, **data)
            if name == stage:
                return

    def _step(self, story: Story, verb: str, who: str, low: int, high: int, **data: Any) -> Step:
        last = story.steps[-1].at if story.steps else story.received_at
        step = Step(self.days.after(last, low, high), verb, who, data)
        story.steps.append(step)
        return step

    def _accept(self, story: Story) -> None:
        low, high = (8, 13) if self.rng.random() < SLIP else (0, 5)
        if self.rng.random() < 0.25:
            self._step(story, "assign_case", "clerk", 0, min(1, low + 1))
        self._step(story, "accept_case", "officer", low, high, foreclosure_told=True)

    def _mediate(self, story: Story) -> None:
        self._accept(story)
        self._handle(story)
        self._close_mediation(story)

    def _handle(self, story: Story) -> None:
        if self.rng.random() < 0.3:
            self._step(story, "add_note", "officer", 0, 4, text=self.rng.choice(self.process["notes"]))
        if story.evidence == 0 and self.rng.random() < 0.05:
            self._step(story, "add_evidence", "officer", 1, 5, note=self.rng.choice(self.process["evidence_notes"]))
        end = (story.steps[-1].at + REACH).date()
        if self.rng.random() < 0.02 and self.days.knows(end):
            evidence = self.rng.choice(self.process["pauses"])
            self._step(story, "pause_clock", "officer", 1, 4, ground="appraisal", evidence=evidence)
            self._step(story, "resume_clock", "officer", 5, 15)

    def _close_mediation(self, story: Story) -> None:
        results = ["mediated", "settled", "not_settled", "trader_refused", "absent", "time_over", "unfounded"]
        result = self.rng.choices(results, [64, 14, 8, 5, 2, 3, 4])[0]
        low, high = (44, 60) if result == "time_over" or self.rng.random() < SLIP else (2, 32)
        data = self._outcome(story, result)
        self._step(story, "close_case", "officer", low, high, **data)
        if self.rng.random() < 0.008:
            self._step(story, "reopen_case", "supervisor", 3, 12, reason=self.rng.choice(self.process["reopenings"]))
            self._step(story, "close_case", "officer", 3, 20, **self._outcome(story, result))

    def _outcome(self, story: Story, result: str) -> dict[str, Any]:
        solved = result in {"mediated", "settled", "resolved_by_body"}
        with_money = solved and bool(MONEY_BACK & set(story.told.claims))
        recovered = self._recovered(story) if with_money else None
        key = result if with_money or not solved or result == "settled" else f"{result}_without_money"
        note = self.rng.choice(
            self.process[key if not (result == "settled" and not with_money) else "mediated_without_money"]
        )
        amount = f"{recovered // 100}" if recovered else ""
        return {"result": result, "note": note.format(amount=amount), "recovered_cents": recovered}

    def _recovered(self, story: Story) -> int:
        share = self.rng.choice([1.0, 1.0, 1.0, 0.8, 0.7, 0.5, 0.5, 0.3])
        return max(100, round(story.told.amount_cents * share / 100) * 100)

    def _refer(self, story: Story) -> None:
        self._step(story, "refer_case", "officer", 0, 5, reason=self.rng.choice(self.process["referral_reasons"]))
        self._after_referral(story)

    def _after_referral(self, story: Story) -> None:
        chance = self.rng.random()
        if chance < 0.05:
            self._step(story, "refuse_referral", "liaison", 1, 4, reason=self.rng.choice(self.process["refusals"]))
            self._mediate(story)
            return
        self._step(story, "acknowledge_referral", "liaison", 0, 3)
        if chance < 0.09:
            self._step(story, "return_referral", "liaison", 2, 8, reason=self.rng.choice(self.process["returns"]))
            self._mediate(story)
            return
        low, high = (16, 25) if self.rng.random() < 0.1 else (3, 13)
        self._step(story, "answer_referral", "liaison", low, high, reply=self.rng.choice(self.process["replies"]))
        self._step(story, "close_case", "officer", 0, 4, **self._after_answer(story))

    def _after_answer(self, story: Story) -> dict[str, Any]:
        if story.kind is Kind.REPORT:
            result = self.rng.choices(["verified", "not_verified", "resolved_by_body", "passed_on"], [45, 30, 15, 10])[
                0
            ]
            note = self.rng.choice(
                self.process["resolved_by_body_without_money" if result == "resolved_by_body" else result]
            )
            return {"result": result, "note": note}
        if self.rng.random() < 0.82:
            return self._outcome(story, "resolved_by_body")
        return {"result": "not_settled", "note": self.rng.choice(self.process["not_settled"])}

    def _mediate_then_refer(self, story: Story) -> None:
        self._accept(story)
        self._step(story, "refer_case", "officer", 3, 15, reason=self.rng.choice(self.process["referral_reasons"]))
        self._step(story, "acknowledge_referral", "liaison", 0, 3)
        self._step(story, "answer_referral", "liaison", 3, 12, reply=self.rng.choice(self.process["replies"]))
        self._step(story, "close_case", "officer", 0, 4, **self._after_answer(story))

    def _refer_report(self, story: Story) -> None:
        self._step(story, "refer_case", "officer", 0, 4, reason=self.rng.choice(self.process["referral_reasons"]))
        self._after_referral_of_report(story)

    def _after_referral_of_report(self, story: Story) -> None:
        self._step(story, "acknowledge_referral", "liaison", 0, 3)
        self._step(story, "answer_referral", "liaison", 5, 14, reply=self.rng.choice(self.process["replies"][5:6]))
        self._step(story, "close_case", "officer", 0, 3, **self._after_answer(story))

    def _verify(self, story: Story) -> None:
        self._accept(story)
        self._step(story, "close_case", "officer", 3, 20, **self._after_answer(story))

    def _answer(self, story: Story) -> None:
        self._step(story, "accept_case", "officer", 0, 1)
        note = self.rng.choice(self.process["answered"])
        low, high = (6, 9) if self.rng.random() < SLIP else (0, 3)
        self._step(story, "close_case", "officer", low, high, result="answered", note=note)

    def _decline(self, story: Story) -> None:
        ground, statement = self._ground(story, self.process)
        self._step(story, "propose_declination", "officer", 0, 5, grounds=[ground], statement=statement)
        if self.rng.random() < 0.13:
            self._step(
                story, "reject_declination", "supervisor", 0, 2, reason=self.rng.choice(self.process["rejections"])
            )
            (self._mediate if story.kind is Kind.COMPLAINT else self._verify)(story)
            return
        self._step(story, "confirm_declination", "supervisor", 0, 2)

    def _ground(self, story: Story, process: Any) -> tuple[str, str]:
        """Why a case is not accepted; grounds that belong to complaints alone are none for a report or a question."""
        ground, statement = self.rng.choice(process["decline_statements"])
        if story.kind is not Kind.COMPLAINT and ground in OF_COMPLAINTS:
            ground, statement = process["decline_without_facts"]
        return ground, statement

    def _withdraw(self, story: Story) -> None:
        if self.rng.random() < 0.4:
            self._accept(story)
        self._step(story, "withdraw_case", "consumer", 1, 8, reason=self.rng.choice(self.process["withdrawals"]))

    def _trimmings(self, story: Story) -> None:
        """A chaser where a step took long: written between the two steps."""
        moments = [story.received_at, *(step.at for step in story.steps)]
        for position in range(len(story.steps)):
            waited = moments[position + 1] - moments[position]
            if waited > timedelta(days=22 if position else 11) and self.rng.random() < 0.35:
                self._supervise(story, position, moments[position + 1])
                return

    def _supervise(self, story: Story, position: int, before: datetime) -> None:
        at = before - timedelta(days=2, hours=self.rng.randint(1, 4))
        due_on = (before + timedelta(days=3)).date()
        level = self.rng.choices(["reminder", "yellow", "red"], [6, 3, 1])[0]
        data = {"level": level, "reason": self.rng.choice(self.process["supervision"]), "due_on": due_on}
        story.steps.insert(position, Step(at, "supervise_case", "supervisor", data))
