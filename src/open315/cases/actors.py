"""The kind of actor this room brings: the consumer, who speaks for the one case that a query code opened."""

from typing import Final

from open315.core.access import Actor, declare_kind

CONSUMER: Final = "consumer"
CASE: Final = "case"

declare_kind(CONSUMER)


def consumer_of(case_id: int) -> Actor:
    """The consumer of this case as an actor. The caller has seen the code that opens it."""
    return Actor(kind=CONSUMER, label="consumer", subject=(CASE, case_id))


def case_id_of(actor: Actor) -> int:
    """The case a consumer speaks for; 0, which no case has, for everybody else."""
    return actor.subject_id(CASE) or 0
