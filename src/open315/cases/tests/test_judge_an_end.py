"""What may be said of the end of a case that was over before it came: every refusal beside what is taken. By hand."""

from datetime import date
from typing import Any

import pytest

from open315.cases.rules.results import unfit_history, unfit_result
from open315.cases.types import History

RECEIVED, TODAY = date(2020, 6, 10), date(2026, 5, 12)
RESULTS, SOLVED = frozenset({"mediated", "not_settled"}), frozenset({"mediated"})
CLOSED: dict[str, Any] = {"state": "closed", "closed_on": date(2020, 7, 1), "result": "mediated"}


def refused(**told: Any) -> list[tuple[str, str]]:
    found = unfit_history(History(**told), received_on=RECEIVED, today=TODAY, results=RESULTS, solved=SOLVED)
    return [(each.field, each.why) for each in found]


@pytest.mark.parametrize(
    "told",
    [
        CLOSED,
        CLOSED | {"accepted_on": date(2020, 7, 1)},
        CLOSED | {"accepted_on": RECEIVED, "recovered_cents": 100},
        CLOSED | {"closed_on": RECEIVED, "recovered_cents": 0},
        CLOSED | {"closed_on": TODAY},
        CLOSED | {"result": "not_settled", "recovered_cents": 0},
        CLOSED | {"recovered_cents": 10**14},
        {"state": "declined"},
        {"state": "declined", "closed_on": date(2020, 6, 15)},
        {"state": "withdrawn", "accepted_on": RECEIVED, "closed_on": date(2020, 6, 15)},
        {"state": "on_record"},
        {"state": "on_record", "accepted_on": RECEIVED, "recovered_cents": 0},
    ],
)
def test_an_end_that_can_have_been_is_taken(told: dict[str, Any]) -> None:
    assert refused(**told) == []


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (CLOSED | {"state": "accepted"}, ("state", "history_state")),
        (CLOSED | {"accepted_on": date(2020, 6, 9)}, ("accepted_on", "before_receipt")),
        (CLOSED | {"closed_on": date(2020, 6, 9)}, ("closed_on", "before_receipt")),
        (CLOSED | {"accepted_on": date(2020, 7, 2)}, ("closed_on", "before_acceptance")),
        (CLOSED | {"closed_on": date(2026, 5, 13)}, ("closed_on", "future")),
        ({"state": "on_record", "accepted_on": date(2026, 5, 13)}, ("accepted_on", "future")),
        (CLOSED | {"closed_on": None}, ("closed_on", "closed_when")),
        (CLOSED | {"result": ""}, ("result", "result")),
        (CLOSED | {"result": "answered"}, ("result", "result")),
        (CLOSED | {"recovered_cents": -1}, ("recovered", "recovered")),
        (CLOSED | {"recovered_cents": 10**14 + 1}, ("recovered", "recovered")),
        (CLOSED | {"result": "not_settled", "recovered_cents": 1}, ("recovered", "not_solved")),
        ({"state": "declined", "accepted_on": RECEIVED}, ("accepted_on", "declined_accepted")),
        ({"state": "on_record", "result": "mediated"}, ("result", "result_of_closed")),
        ({"state": "withdrawn", "recovered_cents": 1}, ("recovered", "not_solved")),
        ({"state": "on_record", "closed_on": TODAY}, ("closed_on", "day_without_end")),
    ],
)
def test_an_end_that_cannot_have_been_is_refused_at_its_field(told: dict[str, Any], wrong: tuple[str, str]) -> None:
    assert wrong in refused(**told)


def test_history_is_not_received_tomorrow() -> None:
    def judged(received_on: date) -> list[tuple[str, str]]:
        found = unfit_history(
            History("on_record"), received_on=received_on, today=TODAY, results=RESULTS, solved=SOLVED
        )
        return [(each.field, each.why) for each in found]

    assert judged(TODAY) == []
    assert judged(date(2026, 5, 13)) == [("received_at", "future")]


def test_a_result_is_judged_alike_where_the_verb_closes_a_case() -> None:
    def judged(result: str, recovered: int | None) -> list[tuple[str, str]]:
        return [(each.field, each.why) for each in unfit_result(result, recovered, results=RESULTS, solved=SOLVED)]

    assert judged("mediated", 5) == judged("mediated", None) == judged("not_settled", 0) == []
    assert judged("", None) == [("result", "result")]
    assert judged("not_settled", 5) == [("recovered", "not_solved")]
