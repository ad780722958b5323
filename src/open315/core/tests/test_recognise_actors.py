"""Kinds of actors: who is recognised where, how a stranger is answered, and what fails before the site starts."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from open315.core.access import (
    ACCOUNT,
    ANONYMOUS,
    SYSTEM,
    Actor,
    Door,
    PortalRequest,
    access_of,
    declare_kind,
    home_of,
    kinds,
    open_door,
    public,
    requires,
)
from open315.core.access.checks import check_declared, refuse_unsound
from open315.core.errors import SignedOut

OFFICER = Actor(kind="staff", label="officer", account_id=7, permissions=frozenset({"audit:read"}))
TRADER = Actor(kind="trader", label="trader", account_id=8, permissions=frozenset({"audit:read"}))


@pytest.fixture
def trader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A further kind of people with an account, and a counter's device that shows a number."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    declare_kind("trader", door=ACCOUNT, home="about")
    declare_kind("device")


def ask(view: Any, actor: Actor = ANONYMOUS, method: str = "get", **headers: str) -> Any:
    request = getattr(RequestFactory(headers=headers), method)("/page/?a=1")
    request.actor = actor
    return view(request)


def answer(request: PortalRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.kind} {request.actor.label}")


@pytest.mark.usefixtures("trader")
def test_a_page_for_another_kind_opens_for_that_kind_and_hides_from_staff() -> None:
    view = requires("audit:read", kinds=("trader",))(answer)
    assert ask(view, TRADER).content == b"trader trader"
    with pytest.raises(Http404):
        ask(view, OFFICER)


@pytest.mark.usefixtures("trader")
def test_a_page_for_staff_hides_from_another_kind_even_with_the_permission() -> None:
    view = requires("audit:read")(answer)
    assert ask(view, OFFICER).content == b"staff officer"
    with pytest.raises(Http404):
        ask(view, TRADER)


@pytest.mark.usefixtures("trader")
def test_a_page_for_two_kinds_opens_for_both() -> None:
    view = requires("audit:read", kinds=("staff", "trader"))(answer)
    assert [ask(view, each).content for each in (OFFICER, TRADER)] == [b"staff officer", b"trader trader"]


@pytest.mark.usefixtures("trader")
def test_the_right_kind_without_the_permission_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        ask(requires("org:manage", kinds=("trader",))(answer), TRADER)


def test_one_of_several_permissions_is_enough_and_none_is_not() -> None:
    view = requires("org:manage", "audit:read")(answer)
    assert ask(view, OFFICER).status_code == 200
    with pytest.raises(PermissionDenied):
        ask(view, replace(OFFICER, permissions=frozenset({"console:open"})))


@pytest.mark.usefixtures("trader")
def test_without_permissions_the_kind_is_enough() -> None:
    assert ask(requires(kinds=("trader",))(answer), TRADER).status_code == 200


@pytest.mark.usefixtures("trader")
@pytest.mark.parametrize("names", [("staff",), ("trader",)])
def test_a_visitor_is_led_to_sign_in_and_back(names: tuple[str, ...]) -> None:
    led = ask(requires("audit:read", kinds=names)(answer))
    assert (led.status_code, led["Location"]) == (302, "/accounts/login/?next=/page/%3Fa%3D1")


@pytest.mark.parametrize(("method", "headers"), [("post", {}), ("get", {"HX-Request": "true"})])
def test_what_a_visitor_sends_or_loads_in_part_is_not_lost(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(SignedOut):
        ask(requires("audit:read")(answer), ANONYMOUS, method, **headers)


@pytest.mark.usefixtures("trader")
def test_a_kind_with_a_door_of_its_own_is_recognised_by_it_whoever_is_signed_in() -> None:
    def recognise(request: PortalRequest) -> Actor | None:
        number = request.headers.get("Number", "")
        return Actor(kind="device", label="counter", subject=("counter", int(number))) if number else None

    open_door("device", Door(recognise, lambda request: HttpResponse("which counter?", status=401)))
    view = requires(kinds=("device",))(lambda request: HttpResponse(str(request.actor.subject)))
    assert ask(view, OFFICER, Number="17").content == b"('counter', 17)"
    assert (ask(view, OFFICER).status_code, ask(view).content) == (401, b"which counter?")


def test_a_door_that_brings_another_kind_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    declare_kind("device", door=Door(lambda request: OFFICER, lambda request: HttpResponse(status=401)))
    assert ask(requires(kinds=("device",))(answer)).status_code == 401


def test_a_subject_answers_only_for_its_own_kind_of_thing() -> None:
    actor = Actor(kind="client", label="", subject=("case", 17))
    assert (actor.subject_id("case"), actor.subject_id("campaign"), OFFICER.subject_id("case")) == (17, None, None)


@pytest.mark.parametrize("actor", [SYSTEM, OFFICER, ANONYMOUS])
def test_asking_for_a_permission_that_nobody_declared_is_an_error_for_everybody(actor: Actor) -> None:
    with pytest.raises(LookupError, match="cases:acept"):
        actor.may("cases:acept")


def test_the_system_may_do_everything_and_others_what_they_hold() -> None:
    assert [each.may("org:manage") for each in (SYSTEM, OFFICER, ANONYMOUS)] == [True, False, False]
    assert [each.may("audit:read") for each in (SYSTEM, OFFICER, ANONYMOUS)] == [True, True, False]


@pytest.mark.usefixtures("trader")
@pytest.mark.parametrize("name", ["trader", "staff", "", "much-too-long"])
def test_a_kind_needs_a_short_name_of_its_own(name: str) -> None:
    with pytest.raises(ValueError, match="kind of actor"):
        declare_kind(name)


@pytest.mark.usefixtures("trader")
def test_a_name_of_twelve_letters_is_short_enough() -> None:
    declare_kind("twelve-signs")
    assert home_of("twelve-signs") == "home"


def test_an_unknown_kind_gets_no_door() -> None:
    with pytest.raises(LookupError, match="nobody-knows"):
        open_door("nobody-knows", ACCOUNT)


@pytest.mark.usefixtures("trader")
def test_each_kind_begins_at_its_own_page() -> None:
    assert [home_of(name) for name in ("staff", "trader", "anonymous")] == ["console", "about", "home"]


@pytest.mark.usefixtures("trader")
def test_what_people_with_an_account_owe_is_due_on_their_pages_alone() -> None:
    asks = {names: access_of(requires("audit:read", kinds=names)(answer)) for names in (("trader",), ("device",))}
    assert [asks[("trader",)].asks_for_account, asks[("device",)].asks_for_account] == [True, False]  # type: ignore[union-attr]
    assert access_of(public(answer)).asks_for_account is False  # type: ignore[union-attr]


WRONG = {
    "open315.E001 wrong/ (open315.made.up) declares no permission": lambda request: HttpResponse(),
    "open315.E002 wrong/: permission cases:acept unknown": requires("cases:acept")(answer),
    "open315.E003 wrong/: kind of actor trade unknown": requires(kinds=("trade",))(answer),
    "open315.E004 wrong/: actors of kind system open no pages": requires(kinds=("system",))(answer),
    "open315.E005 wrong/: a page for staff names a permission": requires()(answer),
}


@pytest.fixture(params=WRONG)
def mistake(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One wrong declaration as the site's only address."""
    view = WRONG[request.param]
    monkeypatch.setattr(view, "__module__", "open315.made.up")
    entry = path("wrong/", view)
    monkeypatch.setattr("open315.core.access.checks.each_view", lambda: iter([("wrong/", entry)]))
    return request.param


def test_a_wrong_declaration_is_named_and_the_site_does_not_start(mistake: str) -> None:
    assert [f"{each.id} {each.msg}" for each in check_declared()] == [mistake]
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_unsound()
    assert mistake in str(refused.value)


def test_the_site_as_it_is_starts() -> None:
    refuse_unsound()
