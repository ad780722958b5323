"""What waits for a person stands on her first page with a number, and its list holds exactly that many (review of the console, 4)."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from open315.cases import services
from open315.cases.console import waiting
from open315.cases.console.filters import VIEWS_OF_A_BODY, views_of
from open315.cases.models import Case, NextContact
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.ui.waiting import Harm, Waits, shown, waits_for

TODAY = date(2026, 5, 7)


@pytest.fixture(autouse=True)
def _on_that_day(time_machine: Any, world: World) -> None:
    time_machine.move_to(world.at)


def of(world: World, who: str) -> dict[str, str]:
    """The counts of the case room, by sort, none left out."""
    return {each.key: each.count for each in waiting.counted(world.actor(who))}


def page(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.cast.accounts[who])
    return client


def give(world: World, who: str, **columns: Any) -> None:
    """The first three open cases of Wuhan that nobody has are hers, with these columns."""
    Case.objects.filter(officer__isnull=False).update(officer=None)
    chosen = Case.objects.filter(state="registered", council=world.cast.bodies["wuhan"]).order_by("id")[:3]
    Case.objects.filter(pk__in=[each.pk for each in chosen]).update(officer=world.account(who), **columns)


@pytest.mark.parametrize(
    ("days", "key"), [(-1, "late"), (0, "today"), (1, "next"), (3, "next"), (4, ""), (None, "none")]
)
def test_an_officer_s_own_cases_stand_under_their_day_and_nowhere_else(
    world: World, days: int | None, key: str
) -> None:
    give(world, "officer", next_due_on=None if days is None else TODAY + timedelta(days=days))
    counts = of(world, "officer")
    assert {name for name in ("late", "today", "next", "none", "unknown") if counts[name]} == ({key} if key else set())
    assert not key or counts[key] == "3"


def test_a_case_whose_day_no_calendar_tells_is_not_left_out(world: World) -> None:
    """The officer had 12 cases and saw 1."""
    give(world, "officer", next_due_on=None, calendar_unknown=True)
    counts = of(world, "officer")
    assert (counts["unknown"], counts["none"]) == ("3", "")


def test_every_number_opens_a_list_of_exactly_so_many(world: World) -> None:
    USES["add_evidence"](world, world.case("registered"), actor=world.actor("consumer:registered"))
    opened = 0
    for who in ("clerk", "officer", "supervisor", "market_liaison"):
        client = page(world, who)
        for each in waiting.counted(world.actor(who)):
            if each.count:
                rows = client.get(each.url).content.decode().count('<li class="inbox__row')
                assert (who, each.key, str(rows)) == (who, each.key, each.count)
                opened += 1
    assert opened >= 12


@pytest.mark.parametrize(
    ("who", "sorts"),
    [
        (
            "clerk",
            {"late", "today", "next", "unknown", "none", "news", "unassigned", "contact", "contact_next", "named"},
        ),
        (
            "officer",
            {"late", "today", "next", "unknown", "none", "news", "unassigned", "contact", "contact_next", "named"},
        ),
        (
            "supervisor",
            {
                "late",
                "today",
                "next",
                "unknown",
                "none",
                "news",
                "objections",
                "second",
                "unassigned",
                "contact",
                "contact_next",
                "named",
            },
        ),
        ("market_liaison", {"to_acknowledge", "to_answer", "contact", "contact_next", "named"}),
        ("analyst", {"named"}),
        ("secretariat", {"named"}),
    ],
)
def test_each_sees_the_sorts_of_her_work(world: World, who: str, sorts: set[str]) -> None:
    assert set(of(world, who)) == sorts


def test_an_officer_counts_her_own_and_a_supervisor_the_council_s(world: World) -> None:
    give(world, "officer", next_due_on=TODAY - timedelta(days=1))
    assert of(world, "officer")["late"] == "3"
    others = Case.objects.filter(council=world.cast.bodies["wuhan"], next_due_on__lt=TODAY).exclude(
        state__in=["closed", "declined", "withdrawn", "duplicate", "on_record"]
    )
    assert of(world, "supervisor")["late"] == str(others.count())


def test_a_liaison_is_told_of_what_was_sent_and_not_acknowledged(world: World) -> None:
    """Her first page was empty while nine referrals waited."""
    before = {key: int(count or 0) for key, count in of(world, "market_liaison").items()}
    USES["acknowledge_referral"](world, world.case("referred"))
    after = {key: int(count or 0) for key, count in of(world, "market_liaison").items()}
    assert (after["to_acknowledge"], after["to_answer"]) == (before["to_acknowledge"] - 1, before["to_answer"] + 1)
    USES["answer_referral"](world, world.case("referred"))
    assert int(of(world, "market_liaison")["to_answer"] or 0) == before["to_answer"]


def test_a_liaison_has_tabs_of_her_own(world: World) -> None:
    assert views_of(world.actor("market_liaison")) == VIEWS_OF_A_BODY
    tabs = page(world, "market_liaison").get(reverse("cases:inbox")).content.decode()
    assert "待簽收" in tabs
    assert "待覆核" not in tabs
    USES["answer_referral"](world, world.case("referred"))
    assert "來函" not in page(world, "market_liaison").get(reverse("cases:inbox")).content.decode()
    assert "● 承辦單位來函" in page(world, "supervisor").get(reverse("cases:inbox")).content.decode()
    assert "待簽收" not in page(world, "officer").get(reverse("cases:inbox")).content.decode()


@pytest.mark.parametrize(
    ("verb", "case", "said_by"),
    [
        ("answer_referral", "referred", "body"),
        ("refuse_referral", "referred", "body"),
        ("return_referral", "referred", "body"),
    ],
)
def test_what_a_department_says_waits_until_the_council_reacts(
    world: World, verb: str, case: str, said_by: str
) -> None:
    before = int(of(world, "supervisor")["news"])
    USES[verb](world, world.case(case))
    assert Case.objects.get(pk=world.case(case)).news_from == said_by
    assert int(of(world, "supervisor")["news"]) == before + 1
    USES["note"](world, world.case(case))
    assert Case.objects.get(pk=world.case(case)).news_from is None
    assert int(of(world, "supervisor")["news"]) == before


def test_a_receipt_is_no_word_and_a_note_of_the_department_is_one(world: World) -> None:
    case = world.case("referred")
    USES["acknowledge_referral"](world, case)
    assert Case.objects.get(pk=case).news_from is None
    USES["note"](world, case, actor=world.actor("market_liaison"))
    assert Case.objects.get(pk=case).news_from == "body"


@pytest.mark.parametrize(
    ("verb", "stays"),
    [
        ("assign", True),
        ("supervise", True),
        ("classify", True),
        ("override_competence", True),
        ("write_to_consumer", False),
        ("accept", False),
    ],
)
def test_giving_a_case_on_is_no_answer_to_its_consumer(world: World, verb: str, stays: bool) -> None:
    case = world.case("registered")
    USES["add_evidence"](world, case, actor=world.actor("consumer:registered"))
    assert Case.objects.get(pk=case).news_from == "consumer"
    USES[verb](world, case)
    assert Case.objects.get(pk=case).news_from == ("consumer" if stays else None)


def test_a_case_that_is_over_waits_for_nobody(world: World) -> None:
    case = world.case("registered")
    USES["add_evidence"](world, case, actor=world.actor("consumer:registered"))
    USES["withdraw"](world, case, actor=world.actor("consumer:registered"))
    assert Case.objects.get(pk=case).news_from is None


def test_the_first_page_begins_with_the_most_harmful(world: World) -> None:
    give(world, "officer", next_due_on=TODAY)
    html = page(world, "officer").get("/console/").content.decode()
    places = [html.index(words) for words in ("今日到期案件", "未分派的案件")]
    assert places == sorted(places)
    assert "view=mine&amp;due=today" in html


def test_what_waits_is_sorted_by_harm_and_what_does_not_wait_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Waits("b", "2", "/b", Harm.NEW), Waits("a", "1", "/a", Harm.LATE), Waits("c", "", "/c", Harm.LATE)]
    told = {"x": ("cases:read", lambda _actor: found), "y": ("cases:erase_identity", lambda _actor: found)}
    monkeypatch.setattr("open315.core.ui.waiting._COUNTERS", told)
    assert [each.label for each in waits_for(world.actor("officer"))] == ["a", "b"]
    assert [each.tone for each in found] == ["info", "bad", "bad"]
    assert Waits("", "1", "", Harm.TODAY).tone == "warn"


@pytest.mark.parametrize(("number", "words"), [(0, ""), (1, "1"), (99, "99"), (100, "99+"), (5, "5")])
def test_a_number_is_counted_to_ninety_nine(number: int, words: str) -> None:
    assert shown(number) == words


def speak(world: World, case: str, who: str, until: date | None) -> None:
    USES["contact_trader"](world, world.case(case), actor=world.actor(who), until=until)


@pytest.mark.parametrize(("days", "key"), [(0, "contact"), (1, "contact_next"), (3, "contact_next"), (4, "")])
def test_the_day_of_the_next_contact_stands_on_today_and_opens_its_case(world: World, days: int, key: str) -> None:
    give(world, "officer")
    speak(world, "registered", "officer", TODAY + timedelta(days=days))
    for who in ("officer", "supervisor"):
        found = {each.key: each for each in waiting.counted(world.actor(who)) if each.key.startswith("contact")}
        assert {name for name, each in found.items() if each.count} == ({key} if key else set())
        if key:
            listed = page(world, who).get(found[key].url).content.decode()
            assert (found[key].count, listed.count('<li class="inbox__row'), world.number("registered") in listed) == (
                "1", 1, True,
            )  # fmt: skip
    assert of(world, "second_officer")["contact"] == ""


def test_a_day_that_was_agreed_stays_until_it_is_kept_whatever_is_put_aside(world: World, time_machine: Any) -> None:
    give(world, "officer", next_due_on=TODAY + timedelta(days=30))
    speak(world, "registered", "officer", TODAY + timedelta(days=2))
    services.put_aside(
        world.case("registered"), until=TODAY + timedelta(days=9), actor=world.actor("officer"), at=world.at
    )
    time_machine.move_to(world.at + timedelta(days=5))
    assert of(world, "officer")["contact"] == "1", "over and not kept"
    speak(world, "registered", "clerk", None)
    assert of(world, "officer")["contact"] == ""


def test_what_a_department_agreed_is_its_own_and_not_the_council_s(world: World) -> None:
    speak(world, "referred", "market_liaison", TODAY)
    assert (of(world, "market_liaison")["contact"], of(world, "supervisor")["contact"]) == ("1", "")
    assert of(world, "health_liaison")["contact"] == ""


def test_a_case_that_is_over_keeps_nobody(world: World) -> None:
    speak(world, "registered", "officer", TODAY)
    before = int(of(world, "supervisor")["contact"])
    USES["withdraw"](world, world.case("registered"))
    assert of(world, "supervisor")["contact"] == (str(before - 1) if before > 1 else "")


def test_the_days_that_were_agreed_before_are_taken_from_the_timeline(world: World) -> None:
    """Of each body the last word counts: a contact without a next day ends what was agreed before it."""
    speak(world, "registered", "officer", TODAY)
    speak(world, "registered", "clerk", TODAY + timedelta(days=5))
    speak(world, "referred", "market_liaison", TODAY + timedelta(days=1))
    speak(world, "accepted", "officer", TODAY)
    speak(world, "accepted", "officer", None)
    kept = sorted(NextContact.objects.values_list("case_id", "organisation_id", "on"))
    NextContact.objects.all().delete()
    import_module("open315.cases.migrations.0020_next_contacts").fill(apps, None)
    assert sorted(NextContact.objects.values_list("case_id", "organisation_id", "on")) == kept
    assert kept == sorted(
        [
            (world.case("registered"), world.body("wuhan"), TODAY + timedelta(days=5)),
            (world.case("referred"), world.body("market"), TODAY + timedelta(days=1)),
        ]
    )
