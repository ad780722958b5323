"""No browser and no proxy keeps a page of the site, but those few that show everybody the same (ADR 0107)."""

import pytest

from tests.access import matrix
from tests.access.house import House

FOR_EVERYBODY = {"", "about/"}
ROUTES = sorted(matrix.routes_of_the_site() & set(matrix.lines()))


def kept(house: House, who: str, line: matrix.Line) -> str:
    """What the answer says of being kept."""
    answer = getattr(house.browser(who), line.method)(line.address(house.own), line.data)
    if answer.streaming:
        b"".join(answer)
    return str(answer.get("Cache-Control", ""))


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in FOR_EVERYBODY])
def test_whoever_gets_in_and_whoever_is_turned_away_keeps_nothing(route: str, house: House) -> None:
    line = matrix.lines()[route]
    asking = ["anonymous", *sorted(line.admitted - {"anonymous"})[:1]]
    said = {who: kept(house, who, line) for who in asking}
    assert all("private" in each and "no-store" in each for each in said.values()), said


@pytest.mark.parametrize("route", sorted(FOR_EVERYBODY))
def test_what_shows_everybody_the_same_may_be_kept(route: str, house: House) -> None:
    assert "no-store" not in kept(house, "anonymous", matrix.lines()[route])
    assert kept(house, "anonymous", matrix.Line("no/such/page/", frozenset())) == "private, no-store"
