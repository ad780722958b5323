"""No browser and no proxy keeps a page of the site, but those few that show everybody the same (ADR 0107).

Every answer of every address is looked at where it is asked for (`matrix.ask`, `test_who_opens_what`); here is that it can be told.
"""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access import matrix
from tests.access.house import House


@pytest.mark.parametrize("route", sorted(matrix.FOR_EVERYBODY))
def test_what_shows_everybody_the_same_may_be_kept(route: str, house: House) -> None:
    line = matrix.lines()[route]
    assert house.ask(line, "anonymous", f"/{route}") == "in"
    assert house.ask(replace(line, route="another/"), "anonymous", f"/{route}") == "in, and may be kept"


def test_of_a_page_that_is_not_there_nothing_is_kept(house: House) -> None:
    answer = Client().get("/no/such/page/")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.parametrize(
    ("said", "is_kept_by_nobody"),
    [("private, no-store", True), ("no-store, private", True), ("no-store", False), ("private", False), ("", False)],
)
def test_both_words_are_needed(said: str, is_kept_by_nobody: bool) -> None:
    assert matrix.is_private(HttpResponse(headers={"Cache-Control": said})) == is_kept_by_nobody
