"""Large type on the public pages (長者模式, ADR 0156): switched on and off without scripts, kept from page to page and language to language."""

import pytest
from django.test import Client

from conftest import Cast
from open315.core.ui.context import LARGE_COOKIE
from open315.org.models import Organisation

pytestmark = pytest.mark.django_db
PAGES = ["/", "/about/", "/contact/", "/rights/", "/rights/fraud/", "/complain/", "/complain/?kind=enquiry", "/track/"]
PHONE = "027-0000 0315"


def large(client: Client) -> Client:
    assert client.post("/large/", {"large": "on", "next": "/"}).status_code == 302
    return client


@pytest.fixture
def reachable(cast: Cast) -> None:
    Organisation.objects.filter(kind="council", parent=None).update(phone=PHONE)


def test_the_switch_goes_back_to_the_page_and_is_kept_for_a_year_in_the_browser(client: Client) -> None:
    answer = client.post("/large/", {"large": "on", "next": "/rights/?q=a"})
    assert answer["Location"] == "/rights/?q=a"
    cookie = answer.cookies[LARGE_COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("on", 365 * 24 * 3600, "Lax")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_switch_never_leads_elsewhere(client: Client, elsewhere: str) -> None:
    assert client.post("/large/", {"large": "on", "next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize("asked", [{"large": "off"}, {"large": "x"}, {}])
def test_whatever_is_not_on_is_off(client: Client, cast: Cast, asked: dict[str, str]) -> None:
    answer = large(client).post("/large/", asked)
    assert (answer["Location"], answer.cookies[LARGE_COOKIE].value) == ("/", "")
    assert "portal--large" not in client.get("/").content.decode()


def test_it_is_switched_by_a_post_alone(client: Client) -> None:
    assert client.get("/large/?large=on").status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_is_large_and_names_whom_to_call_above_its_content(
    client: Client, reachable: None, page: str
) -> None:
    shown = large(client).get(page).content.decode()
    head = shown.split("<header")[1].split("</header>")[0]
    assert '<body class="portal portal--large">' in shown
    assert "ui/css/large" in shown
    assert f'<a href="tel:{PHONE}">{PHONE}</a>' in head
    assert "標準模式" in head
    assert "data-aloud" in head
    assert "長者模式" not in head


@pytest.mark.parametrize("page", PAGES)
def test_without_it_a_page_offers_it_and_carries_nothing_of_it(client: Client, reachable: None, page: str) -> None:
    shown = client.get(page).content.decode()
    assert '<body class="portal">' in shown
    assert "長者模式" in shown
    for part in ("ui/css/large", "ui/js/aloud", "one_by_one", "data-questions", "large-call"):
        assert part not in shown, part


def test_it_stays_in_another_language(client: Client, reachable: None) -> None:
    large(client).post("/language/", {"language": "en", "next": "/"})
    shown = client.get("/").content.decode()
    assert "portal--large" in shown
    assert "Normal type" in shown
    assert "Call us" in shown


def test_where_no_telephone_is_known_none_is_promised(client: Client, cast: Cast) -> None:
    Organisation.objects.filter(kind="council", parent=None).update(phone="")
    assert "諮詢電話" not in large(client).get("/").content.decode()


def test_a_cookie_that_nobody_set_here_is_not_large(client: Client, cast: Cast) -> None:
    client.cookies[LARGE_COOKIE] = "1"
    assert "portal--large" not in client.get("/").content.decode()


@pytest.mark.parametrize("kind", ["complaint", "report", "enquiry"])
def test_the_form_asks_one_question_at_a_time_and_weighs_no_more_than_80_kilobytes(
    client: Client, reachable: None, kind: str
) -> None:
    page = large(client).get(f"/complain/?kind={kind}")
    assert len(page.content) <= 80_000
    shown = page.content.decode()
    assert 'data-before="上一題"' in shown
    assert 'data-next="下一題"' in shown
    assert "intake/js/one_by_one" in shown


def test_the_console_is_not_touched(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["officer"])
    assert "large.css" not in large(client).get("/console/").content.decode()
