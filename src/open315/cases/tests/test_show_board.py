"""The board of open cases: who sees what, in which column, with which way on."""

from typing import Any

import pytest
from django.test import Client

from conftest import Cast
from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


def _lanes(client: Client) -> dict[str, tuple[str, list[str]]]:
    lanes = client.get("/console/cases/board/").context["lanes"]
    return {each["lane"].key: (each["number"], [str(card.title) for card in each["cards"]]) for each in lanes}


@pytest.fixture
def waiting(cast: Any) -> Case:
    """A case of Wuhan's that waits to be decided."""
    done = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at)
    return Case.objects.get(pk=done.case_id)


def test_open_cases_stand_in_the_column_of_their_state_and_closed_ones_in_none(
    client: Client, cast: Cast, waiting: Case
) -> None:
    client.force_login(cast.accounts["officer"], backend=SIGN_IN)
    title = waiting.title
    assert list(_lanes(client)) == ["registered", "declination_proposed", "accepted", "referred", "answered"]
    assert _lanes(client)["registered"] == ("1", [title])
    Case.objects.update(state="accepted")
    assert _lanes(client)["registered"] == ("0", [])
    assert _lanes(client)["accepted"] == ("1", [title])
    Case.objects.update(state="closed")
    assert all(lane == ("0", []) for lane in _lanes(client).values())


def test_the_board_shows_nothing_of_another_council(client: Client, cast: Cast, waiting: Case) -> None:
    client.force_login(cast.accounts["huangshi_officer"], backend=SIGN_IN)
    assert all(lane == ("0", []) for lane in _lanes(client).values())


def test_a_column_leads_to_its_list(client: Client, cast: Cast, waiting: Case) -> None:
    client.force_login(cast.accounts["officer"], backend=SIGN_IN)
    href = client.get("/console/cases/board/").context["lanes"][0]["lane"].href
    page = client.get(href).content.decode()
    assert waiting.number in page
    assert 'class="chip"' in page
