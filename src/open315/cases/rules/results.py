"""What may be said of how a case ended: by the verb that closes it, and of one that came in when it was over. Pure."""

from collections.abc import Collection, Iterator
from datetime import date

from open315.cases.rules.registration import MAX_CENTS, Missing
from open315.cases.types import HISTORY_STATES, History, State


def unfit_result(
    result: str, recovered_cents: int | None, *, results: Collection[str], solved: Collection[str]
) -> Iterator[Missing]:
    """What is wrong with a result and what was recovered. `results` are those of the kind of case, `solved` those that count so."""
    if result not in results:
        yield Missing("result", "result")
    if recovered_cents is not None and not 0 <= recovered_cents <= MAX_CENTS:
        yield Missing("recovered", "recovered")
    elif recovered_cents and result not in solved:
        yield Missing("recovered", "not_solved")


def unfit_history(
    history: History, *, received_on: date, today: date, results: Collection[str], solved: Collection[str]
) -> Iterator[Missing]:
    """What is wrong with the end of a case that came in as history; its days are in order, and none lies ahead."""
    if history.state not in HISTORY_STATES:
        yield Missing("state", "history_state")
    yield from _unfit_days(history, received_on, today)
    if history.state == State.CLOSED:
        if history.closed_on is None:
            yield Missing("closed_on", "closed_when")
        yield from unfit_result(history.result, history.recovered_cents, results=results, solved=solved)
    else:
        yield from _only_of_closed(history)


def _unfit_days(history: History, received_on: date, today: date) -> Iterator[Missing]:
    for name, day in (
        ("received_at", received_on),
        ("accepted_on", history.accepted_on),
        ("closed_on", history.closed_on),
    ):
        if day is not None and day < received_on:
            yield Missing(name, "before_receipt")
        if day is not None and day > today:
            yield Missing(name, "future")
    if history.accepted_on and history.closed_on and history.closed_on < history.accepted_on:
        yield Missing("closed_on", "before_acceptance")


def _only_of_closed(history: History) -> Iterator[Missing]:
    if history.result:
        yield Missing("result", "result_of_closed")
    if history.recovered_cents:
        yield Missing("recovered", "not_solved")
    if history.closed_on and history.state == State.ON_RECORD:
        yield Missing("closed_on", "day_without_end")
    if history.accepted_on and history.state == State.DECLINED:
        yield Missing("accepted_on", "declined_accepted")
