"""What a verb leaves behind, said by hand in `verbs_of_deciding` and `verbs_of_handling`, read by `test_leave_the_whole_trail`.

Moments are those of `world.py`: received on Wednesday 2026-04-29, brought into their state on Thursday 04-30 from 09:00 in
steps of an hour, used on Thursday 2026-05-07 at 09:30. 05-01 to 05-05 is a holiday, Saturday 05-09 a working day. So
- acceptance, 7 working days from 04-29: 04-30, 05-06, 07, 08, 09, 11, 12;
- mediation, 60 days from 04-30: Monday 06-29; from 05-07: Monday 07-06;
- referral, 15 working days from 04-30: 05-25; from 05-07: 05-27.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from open315.cases.tests.world import AT, World

Fields = dict[str, Any]
TODAY = date(2026, 5, 7)
NO_DUE = {"next_due_on": None, "next_clock": ""}
ENDED = {"closed_at": AT, "closed_on": TODAY}
PACK = "council-2024"


@dataclass(frozen=True)
class Trail:
    """Everything that one use of a verb changes; what is not named here must not change."""

    verb: str
    case: str
    by: str
    event: str
    words: str
    """In the timeline, as staff read it."""
    detail: str = ""
    consumer: tuple[str, str] | None = None
    """Words and detail as the consumer reads them; None where she sees nothing."""
    changes: Fields = field(default_factory=dict)
    """Of the case, but for its version."""
    data: Fields = field(default_factory=dict)
    """In the timeline, and but for free text in the audit entry and the event alike."""
    audit: Fields = field(default_factory=dict)
    """In the audit entry alone."""
    clocks: dict[str, Fields] = field(default_factory=dict)
    """By key: what changes of a clock."""
    new_clocks: tuple[Fields, ...] = ()
    handoff: Fields = field(default_factory=dict)
    """What changes of the sending."""
    new_handoff: Fields = field(default_factory=dict)
    contact: Fields = field(default_factory=dict)
    """The day of the next contact that is kept."""
    appointment: Fields = field(default_factory=dict)
    """What changes of the appointment."""
    party: Fields = field(default_factory=dict)
    new_files: tuple[Fields, ...] = ()
    removed: tuple[str, ...] = ()
    """Tables that lose one row."""
    notices: dict[str, str] = field(default_factory=dict)
    """Account → what the console tells her."""
    mail: str = ""
    """Subject of the mail to the consumer."""
    use: Fields = field(default_factory=dict)
    """What is given to the verb instead of the ordinary."""
    version: int = 1
    """By how much it grows."""


TRAILS: list[Callable[[World], Trail]] = []


def trail(make: Callable[[World], Trail]) -> Callable[[World], Trail]:
    TRAILS.append(make)
    return make


def running(key: str, due_on: date) -> Fields:
    """A clock that starts today."""
    return {
        "pack": PACK, "key": key, "state": "running", "started_on": TODAY, "due_on": due_on, "ended_on": None,
        "ended_by": "", "pauses": [], "was_announced": "",
    }  # fmt: skip


RUNS_ON: Fields = {"state": "running", "ended_on": None, "ended_by": ""}


def met(by: str) -> Fields:
    """A clock that ends today in time, by an event."""
    return {"state": "met", "ended_on": TODAY, "ended_by": by}


def void(by: str) -> Fields:
    """A clock that ends today because nothing more is owed."""
    return {"state": "void", "ended_on": TODAY, "ended_by": by}
