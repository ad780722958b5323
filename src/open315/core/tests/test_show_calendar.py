from typing import Any

import pytest
from django.test import Client

from open315.core.calendar import queries
from open315.core.calendar.shipped import notices
from open315.core.tests.test_load_calendar_year import WHOLE

PAGE = "/console/admin/calendar/"
NOTICE = WHOLE
LOADED = "\n".join(
    f"{each.day},{each.name},{'off' if each.is_off else 'work'}"
    for notice in notices()
    if notice.year == 2026
    for each in notice.days
)


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.MFA_REQUIRED = False


def signed_in(cast: Any, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    return client


def test_a_year_shows_its_moved_days_in_words(cast: Any) -> None:
    page = signed_in(cast, "officer").get(PAGE, {"year": "2026"}).content.decode()
    assert "Make-up working day: Labour Day" in page
    assert "Day off: National Day" in page
    assert "Load a year" not in page


def test_a_year_that_is_not_loaded_says_so_and_offers_the_notice(cast: Any) -> None:
    page = signed_in(cast, "administrator").get(PAGE, {"year": "2031"}).content.decode()
    assert "This year is not loaded" in page
    assert f"{PAGE}load/?year=2031" in page


@pytest.mark.parametrize("year", ["", "next", "99999", "٢٠٢٦"])
def test_a_strange_year_shows_the_present_one(cast: Any, year: str) -> None:
    assert signed_in(cast, "officer").get(PAGE, {"year": year}).status_code == 200


def test_a_notice_is_looked_at_and_then_loaded(cast: Any) -> None:
    client = signed_in(cast, "administrator")
    data = {"year": "2027", "source": "Notice 7", "text": NOTICE, "step": "look"}
    page = client.post(f"{PAGE}load/", data).content.decode()
    assert "2027-01-03" in page
    assert 2027 not in queries.load().loaded_years
    assert client.post(f"{PAGE}load/", {**data, "step": "load"}).status_code == 302
    assert 2027 in queries.load().loaded_years


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "nothing"}, "No day was found in this text."),
        ({"text": "2027-02-30,元旦,off"}, "This cannot be read: 2027-02-30"),
        ({"text": "2030-01-01,元旦,off"}, "2030-01-01 does not lie in the year of the notice."),
        ({"year": "2026", "text": LOADED}, "2026 is loaded already."),
        ({"text": "2027-01-01,元旦,off"}, "This is not the whole year"),
        ({"source": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_loaded_is_said_at_its_field_and_stays_typed(
    cast: Any, changes: dict[str, str], words: str
) -> None:
    data = {"year": "2027", "source": "Notice 7", "text": NOTICE, "step": "load", **changes}
    page = signed_in(cast, "administrator").post(f"{PAGE}load/", data).content.decode()
    assert words in page
    assert data["text"] in page


def test_a_day_is_corrected_with_a_reason(cast: Any) -> None:
    client = signed_in(cast, "administrator")
    page = client.post(f"{PAGE}days/2026-06-01/", {"kind": "off", "name": "", "reason": "notice"}).content.decode()
    assert "Please name the holiday." in page
    data = {"kind": "off", "name": "臨時放假", "reason": "notice"}
    assert client.post(f"{PAGE}days/2026-06-01/", data).status_code == 302
    assert client.get(f"{PAGE}days/2026-13-01/").status_code == 404


@pytest.mark.parametrize("address", [f"{PAGE}load/", f"{PAGE}days/2026-06-01/"])
def test_only_an_administrator_opens_the_forms(cast: Any, address: str) -> None:
    assert signed_in(cast, "officer").get(address).status_code == 403
    assert signed_in(cast, "administrator").get(address).status_code == 200
