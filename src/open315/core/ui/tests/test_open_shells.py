"""The shells: what each reader sees in them, the language switch, error pages, and the policy that forbids inline code."""

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from open315.core.access import ANONYMOUS, Actor, ActorKind
from open315.core.errors import Conflict, TooMany
from open315.core.ui import dashboard, nav
from open315.core.ui.checks import check_shell
from open315.core.ui.errors import WORDS, ErrorMiddleware, error_page
from open315.core.ui.templatetags.ui import named, yuan, zh

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
LANGUAGES = ("zh-hant", "zh-hans", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/", "/accounts/login/", "/no-such-page/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_carry_the_policy_and_no_inline_code(client: Client, path: str, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get(path)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert not INLINE.search(page.content.decode())
    assert f'<html lang="{language}">' in page.content.decode()


def test_the_console_opens_for_staff_without_inline_code(client: Client, cast: Any) -> None:
    client.force_login(cast.accounts["supervisor"])
    page = client.get("/console/")
    assert page.status_code == 200
    assert not INLINE.search(page.content.decode())


def test_the_console_sends_a_visitor_to_sign_in_and_back(client: Client, db: None) -> None:
    assert client.get("/console/?a=1")["Location"] == "/accounts/login/?next=/console/%3Fa%3D1"


@pytest.mark.django_db
def test_a_form_that_comes_after_the_session_ended_is_kept_to_send_again(client: Client) -> None:
    sent = {"title": '"><script>', "claims": ["return", "repair"], "csrfmiddlewaretoken": "old"}
    answer = client.post("/console/desk/?a=1", sent)
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (401, "private, no-store")
    assert 'action="/console/desk/?a=1"' in page
    assert re.findall(r'name="(title|claims)" value="([^"]*)"', page) == [
        ("title", "&quot;&gt;&lt;script&gt;"),
        ("claims", "return"),
        ("claims", "repair"),
    ]
    assert page.count("<form") == page.count('name="csrfmiddlewaretoken"') == 1, "nothing else leads away"
    assert "old" not in re.findall(r'value="([^"]*)"', page)
    assert "notice--warn" not in page
    with_file = client.post("/console/desk/", {"evidence": ContentFile(b"x", name="x.png")})
    assert "notice--warn" in with_file.content.decode()


@pytest.mark.django_db
def test_a_part_of_a_page_is_not_answered_with_the_sign_in_page(client: Client) -> None:
    assert client.get("/console/", headers={"HX-Request": "true"}).status_code == 401


def test_a_form_of_elsewhere_is_refused_before_it_is_kept(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/console/desk/", {"title": "von anderswo"})
    assert answer.status_code == 403
    assert "von anderswo" not in answer.content.decode()


@pytest.mark.django_db
def test_the_language_switch_keeps_the_choice_and_goes_back(client: Client) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": "/about/"})
    assert answer["Location"] == "/about/"
    assert '<html lang="zh-hans">' in client.get("/about/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_language_switch_never_leads_elsewhere(client: Client, elsewhere: str) -> None:
    assert client.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert "django_language" not in client.post("/language/", {"language": "xx", "next": "/"}).cookies


def test_navigation_shows_only_what_the_reader_may_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_ENTRIES", {})
    nav.add_nav(key="b", label="B", url_name="home", permission="audit:read", order=20)
    nav.add_nav(key="a", label="A", url_name="home", permission="console:open", order=10)
    nav.add_nav(key="c", label="C", url_name="home", permission="org:manage", group="admin")
    reader = Actor(kind=ActorKind.STAFF, label="", permissions=frozenset({"console:open", "audit:read"}))
    assert [[entry.key for entry in group.entries] for group in nav.groups_for(reader)] == [["a", "b"]]
    assert nav.groups_for(ANONYMOUS) == ()
    with pytest.raises(ValueError, match="unknown navigation group"):
        nav.add_nav(key="d", label="D", url_name="home", permission="org:manage", group="nowhere")


def test_panels_are_computed_only_for_those_who_may_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "_PANELS", {})
    dashboard.add_panel("mine", "audit:read", "mine.html", lambda actor: {"n": 1}, order=2)
    dashboard.add_panel("theirs", "org:manage", "theirs.html", _refuse, order=1)
    reader = Actor(kind=ActorKind.STAFF, label="", permissions=frozenset({"audit:read"}))
    (panel,) = dashboard.panels_for(reader)
    assert (panel["key"], panel["context"]["n"]) == ("mine", 1)


def test_what_hangs_in_the_shell_asks_for_a_known_permission_and_leads_somewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nav, "_ENTRIES", {})
    monkeypatch.setattr(nav, "_PORTAL", {})
    monkeypatch.setattr(dashboard, "_PANELS", {})
    nav.add_nav(key="a", label="A", url_name="home", permission="org:raed")
    nav.add_nav(key="b", label="B", url_name="hom", permission="audit:read")
    nav.add_portal_nav(key="c", label="C", url_name="hone")
    dashboard.add_panel("d", "org:manag", "d.html", _refuse)
    dashboard.add_panel("e", "org:manage", "e.html", _refuse)
    assert [f"{each.id} {each.msg}" for each in check_shell()] == [
        "open315.E221 the entry a: permission org:raed unknown",
        "open315.E221 the panel d: permission org:manag unknown",
        "open315.E222 the entry b: no address is called hom",
        "open315.E222 the entry c: no address is called hone",
    ]


def test_a_key_of_the_navigation_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_ENTRIES", {})
    monkeypatch.setattr(nav, "_PORTAL", {})
    nav.add_nav(key="a", label="A", url_name="home", permission="audit:read")
    nav.add_portal_nav(key="a", label="A", url_name="home")
    with pytest.raises(ValueError, match="the navigation has an entry 'a' already"):
        nav.add_nav(key="a", label="B", url_name="home", permission="audit:read")
    with pytest.raises(ValueError, match="the public header has an entry 'a' already"):
        nav.add_portal_nav(key="a", label="B", url_name="home")


def _refuse(actor: Actor) -> dict[str, Any]:
    raise AssertionError("asked for a panel nobody sees")


@pytest.mark.parametrize("status", sorted(WORDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_page_in_every_language(status: int, language: str, db: None) -> None:
    with translation.override(language):
        page = error_page(_request(), status)
    assert page.status_code == status
    assert str(status) in page.content.decode()


def _request() -> HttpRequest:
    request = RequestFactory().get("/")
    vars(request)["actor"] = ANONYMOUS
    return request


def test_an_error_of_ours_becomes_a_page_with_its_status(db: None) -> None:
    middleware = ErrorMiddleware(lambda request: HttpResponse())
    page = middleware.process_exception(_request(), Conflict("somebody was quicker"))
    assert page is not None
    assert page.status_code == 409
    assert "somebody was quicker" in page.content.decode()
    limited = middleware.process_exception(_request(), TooMany("slowly", retry_after=30))
    assert limited is not None
    assert limited["Retry-After"] == "30"
    assert middleware.process_exception(_request(), ImproperlyConfigured("not ours")) is None


@pytest.mark.parametrize(("language", "shown"), [("zh-hant", "武漢市"), ("zh-hans", "武汉市"), ("en", "Wuhan")])
def test_names_are_shown_in_the_reader_s_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert named({"zh_hant": "武漢市", "en": "Wuhan"}) == shown
        assert zh("武漢市") == ("武汉市" if language == "zh-hans" else "武漢市")
        assert named(None) == zh(None) == ""


@pytest.mark.parametrize(
    ("cents", "shown"), [(None, ""), (0, "¥0"), (129900, "¥1,299"), (129950, "¥1,299.50"), (-5, "-¥0.05")]
)
def test_cents_are_shown_as_yuan(cents: int | None, shown: str) -> None:
    assert yuan(cents) == shown
