"""Commands about the tasks of a campaign."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as it is given: what, until which day (that day included), by a post of a body of the campaign or else by a body, after which meeting."""

    what: str
    due_on: date
    body: str = ""
    post_id: int | None = None
    meeting_id: int | None = None
    note: str = ""
