"""What votes must satisfy and what comes of them; pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from open315.campaigns.approval.types import Circulated, Circulation, MeetingVote, OwnProcedure, Tally
from open315.campaigns.types import ApprovalState, VoteBase

MOST_MEMBERS = 500
LONGEST = timedelta(days=60)
"""Of a circulation."""
MOST_REMIND_DAYS = 30
MOST_LETTERS = 120
"""Of a member's name."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number: so much of it or more; `beyond` asks for more."""

    numerator: int
    denominator: int
    beyond: bool

    def is_met(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough; nothing is ever enough of nothing."""
        have, need = part * self.denominator, whole * self.numerator
        return whole > 0 and (have > need if self.beyond else have >= need)


@dataclass(frozen=True, slots=True)
class Voting:
    """By what a vote is decided."""

    quorum: Share
    majority: Share
    base: str

    def has_quorum(self, tally: Tally) -> bool:
        """Whether enough members took part."""
        return self.quorum.is_met(tally.present, tally.members)

    def has_majority(self, tally: Tally) -> bool:
        """Whether enough agreed."""
        whole = tally.members if self.base == VoteBase.MEMBERS else tally.present
        return self.majority.is_met(tally.in_favour, whole)

    def outcome(self, tally: Tally) -> ApprovalState:
        """Approved with both, else not."""
        return ApprovalState.APPROVED if self.has_quorum(tally) and self.has_majority(tally) else ApprovalState.REJECTED


def vote_faults(vote: MeetingVote, *, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a vote of a meeting."""
    if not vote.occasion.strip():
        yield "occasion", "occasion_missing"
    if vote.held_on > today:
        yield "held_on", "held_in_future"
    if not 1 <= vote.members <= MOST_MEMBERS:
        yield "members", "members_out_of_range"
    if vote.present > vote.members:
        yield "present", "more_present_than_members"
    if min(vote.present, vote.in_favour, vote.against, vote.abstained) < 0:
        yield "present", "votes_negative"
    if vote.in_favour + vote.against + vote.abstained > vote.present:
        yield "in_favour", "more_votes_than_present"


def circulation_faults(asked: Circulation, *, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a circulation."""
    if not today < asked.deadline <= today + LONGEST:
        yield "deadline", "deadline_out_of_range"
    members = len(asked.account_ids) + len(asked.on_paper)
    if not 1 <= members <= MOST_MEMBERS:
        yield "on_paper", "nobody_asked"
    if len({*asked.account_ids}) + len({*asked.on_paper}) != members:
        yield "on_paper", "member_twice"


def brought_faults(told: Circulated, *, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a circulation that was held elsewhere."""
    if told.asked_on > today:
        yield "asked_on", "held_in_future"
    if not all(reason.strip() for _name, reason in told.objected):
        yield "reasons", "objection_unfounded"


def procedure_faults(own: OwnProcedure, shares: Collection[str]) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with rules of procedure."""
    if not own.source.strip():
        yield "source", "source_missing"
    for name in ("quorum", "majority"):
        if getattr(own, name) not in shares:
            yield name, "share_unknown"
    if own.base not in set(VoteBase):
        yield "base", "base_unknown"
    if not 0 <= own.remind_days <= MOST_REMIND_DAYS:
        yield "remind_days", "days_out_of_range"


def remind_on(deadline: date, days: int, today: date) -> date | None:
    """The day on which who is silent is reminded; None where that would not be before the last day, or is today already."""
    day = deadline - timedelta(days=days)
    return day if today < day < deadline else None
