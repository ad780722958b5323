"""What happens to one case: who does what when. Pure plans; `play` carries them out through the verbs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from open315.cases.demo.texts import Told
from open315.cases.types import Channel, ConsumerFacts, Kind, PersonDetails, TraderRef


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: `who` is a role of the council (or "liaison" of the holder, "consumer", "above" for the province's supervisor)."""

    at: datetime
    verb: str
    who: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Story:
    """A case to be registered and its steps in order."""

    index: int
    kind: Kind
    channel: Channel
    received_at: datetime
    occurred_on: date
    council: str
    """Region of the council that takes the case."""
    region: str
    told: Told
    trader: TraderRef
    consumer: PersonDetails
    consumer_facts: ConsumerFacts
    consents: tuple[str, ...]
    steps: list[Step] = field(default_factory=list)
    repeats: int | None = None
    """Index of the story it repeats."""
    evidence: int = 0
    """How many receipts come with it."""
