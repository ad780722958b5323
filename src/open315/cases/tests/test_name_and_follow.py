"""A note names a colleague, who is told and has the case on her Today until she reads it; followers hear of steps. Neither opens anything (ADR 0167)."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from open315.cases import queries, services
from open315.cases.console import waiting
from open315.cases.models import Case, Follow, Mention, TimelineEntry
from open315.cases.queries import InboxFilters
from open315.cases.rules.mentions import names_in
from open315.cases.tests.conftest import Register
from open315.core import clock
from open315.core.audit.models import AuditEntry
from open315.core.errors import NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.notify import queries as messages
from open315.notify.wording import notice_words

HANDLES = {"wang": 1, "wang.li": 2, "王麗": 3, "王麗華": 4, "Officer": 5}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@wang 請看", [1]),
        ("請@wang看", [1]),
        ("＠wang，", [1]),
        ("@wang.li請看", [2]),
        ("@wang.", [1]),
        ("@wangli", []),
        ("@wang_2", []),
        ("@WANG", [1]),
        ("@王麗請看", [3]),
        ("@王麗華請看", [4]),
        ("@王", []),
        ("@officer @王麗 @officer", [5, 3]),
        ("mail@wang", []),
        ("看，@ wang", []),
        ("", []),
    ],
)
def test_a_sign_before_a_log_in_or_a_name_names_somebody(text: str, named: list[int]) -> None:
    assert names_in(text, HANDLES) == named


def note(case: Case, cast: Any, text: str, who: str = "clerk") -> Case:
    return services.add_note(case.pk, text=text, actor=cast.actor(who), at=clock.now())


def told(cast: Any, who: str) -> list[str]:
    while drain(clock.now()):
        pass
    rows = messages.notices_of(cast.actor(who)).order_by("pk")
    return [str(notice_words(row.template, row.data)) for row in rows]


def listed(cast: Any, view: str, who: str) -> set[int]:
    return {row.id for row in queries.inbox(cast.actor(who), InboxFilters(view=view)).rows}


def counted(cast: Any, who: str) -> str:
    return {each.key: each.count for each in waiting.counted(cast.actor(who))}["named"]


def test_whom_a_note_names_is_told_and_has_the_case_on_her_today_until_she_reads_it(
    cast: Any, register: Register
) -> None:
    case = register()
    note(case, cast, "@officer 商家來電 13900139000，請回電")
    entry = TimelineEntry.objects.get(verb="note")
    account = cast.accounts["officer"].pk
    assert (entry.data["told"], entry.data["text"]) == ([account], "@officer 商家來電 139****9000，請回電")
    assert [each.words for each in queries.get_case(cast.actor("clerk"), case.number).timeline][
        -1
    ] == "備註，已通知：officer"
    assert AuditEntry.objects.get(event="cases.noted").data["told"] == [account]
    assert told(cast, "officer") == [f"案件 {case.number} 的備註提到了您。"]
    assert (counted(cast, "officer"), listed(cast, "named", "officer")) == ("1", {case.pk})
    assert (counted(cast, "supervisor"), counted(cast, "clerk")) == ("", "")
    services.read_mention(case.pk, actor=cast.actor("supervisor"), at=clock.now())
    assert counted(cast, "officer") == "1"
    services.read_mention(case.pk, actor=cast.actor("officer"), at=clock.now())
    assert (counted(cast, "officer"), listed(cast, "named", "officer")) == ("", set())


def test_a_second_note_before_she_read_the_first_waits_once(cast: Any, register: Register) -> None:
    case = register()
    for _turn in range(2):
        note(case, cast, "@officer 請看")
    assert (Mention.objects.count(), counted(cast, "officer"), len(told(cast, "officer"))) == (1, "1", 2)


@pytest.mark.parametrize("who", ["huangshi_officer", "market_liaison", "secretariat", "nobody"])
def test_naming_somebody_who_does_not_see_the_case_tells_and_opens_nothing(
    cast: Any, register: Register, who: str
) -> None:
    case = register()
    note(case, cast, f"@{who} @officer 請看")
    assert told(cast, who) == []
    assert list(Mention.objects.values_list("account_id", flat=True)) == [cast.accounts["officer"].pk]
    if who in {"huangshi_officer", "market_liaison"}:
        with pytest.raises(NotFound):
            queries.get_case(cast.actor(who), case.number)


def test_a_note_that_names_nobody_is_as_before(cast: Any, register: Register) -> None:
    case = register()
    OutboxEvent.objects.all().delete()
    note(case, cast, "店家的網頁@shop、@clerk")
    assert TimelineEntry.objects.get(verb="note").data == {"text": "店家的網頁@shop、@clerk"}
    assert "told" not in OutboxEvent.objects.get().payload
    assert not Mention.objects.exists()


def test_who_was_suspended_is_named_no_more(cast: Any, register: Register) -> None:
    cast.accounts["officer"].is_active = False
    cast.accounts["officer"].save()
    note(register(), cast, "@officer 請看")
    assert not Mention.objects.exists()


def test_the_letters_typed_after_the_sign_find_colleagues_of_one_s_own_body(cast: Any, client: Client) -> None:
    client.force_login(cast.accounts["clerk"])
    found = client.get("/console/cases/colleagues/?q=OFFI").json()["found"]
    assert [each["login"] for each in found] == ["officer", "second_officer"]
    everybody = client.get("/console/cases/colleagues/?q=").json()["found"]
    assert not {"clerk", "huangshi_officer", "market_liaison", "administrator"} & {each["login"] for each in everybody}
    client.force_login(cast.accounts["analyst"])
    assert client.get("/console/cases/colleagues/?q=").status_code == 403


def test_opening_the_page_reads_it_and_so_does_the_button(cast: Any, register: Register, officer: Client) -> None:
    case = register()
    note(case, cast, "@officer 請看")
    page = officer.get(f"/console/cases/{case.number}/").content.decode()
    assert "本案有備註提到您" in page
    assert Mention.objects.exists(), "a page that is only fetched reads nothing"
    officer.post(f"/console/cases/{case.number}/here/", {"step": ""})
    assert not Mention.objects.exists()
    note(case, cast, "@officer 請看")
    answer = officer.post(f"/console/cases/{case.number}/attention/", {"attention": "read"})
    assert unquote(answer["Location"]) == f"/console/cases/{case.number}/"
    assert not Mention.objects.exists()
    assert officer.post(f"/console/cases/{case.number}/attention/", {"attention": "own"}).status_code == 404


def test_followers_hear_of_each_step_and_of_which_and_not_of_their_own(
    cast: Any, register: Register, officer: Client
) -> None:
    case = register()
    officer.post(f"/console/cases/{case.number}/attention/", {"attention": "follow"})
    officer.post(f"/console/cases/{case.number}/attention/", {"attention": "follow"})
    assert Follow.objects.count() == 1
    before = Case.objects.get(pk=case.pk).version, TimelineEntry.objects.count()
    assert before == (case.version, 1), "no step of the case"
    note(case, cast, "已聯繫 13900139000")
    note(case, cast, "自己的", who="officer")
    assert told(cast, "officer") == [f"您關注的案件 {case.number}：備註"]
    assert told(cast, "supervisor") == []
    assert listed(cast, "followed", "officer") == {case.pk}
    officer.post(f"/console/cases/{case.number}/attention/", {"attention": "unfollow"})
    note(case, cast, "再次聯繫")
    assert (len(told(cast, "officer")), listed(cast, "followed", "officer")) == (1, set())


def test_nobody_follows_what_she_does_not_see_and_who_loses_sight_hears_nothing(cast: Any, register: Register) -> None:
    case = register()
    for who in ("huangshi_officer", "market_liaison", "nobody"):
        for act in (services.follow, services.unfollow, services.read_mention):
            with pytest.raises(NotFound):
                act(case.pk, actor=cast.actor(who), at=clock.now())
    Follow.objects.create(case=case, account=cast.accounts["huangshi_officer"])
    note(case, cast, "已聯繫")
    assert told(cast, "huangshi_officer") == []
    assert listed(cast, "followed", "huangshi_officer") == set()


def test_its_officer_is_not_told_twice_and_what_is_about_a_person_is_not_told(cast: Any, register: Register) -> None:
    case = register()
    for who in ("officer", "supervisor"):
        services.follow(case.pk, actor=cast.actor(who), at=clock.now())
    services.assign_case(case.pk, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=clock.now())
    party = case.parties.get()
    services.unmask_identity(
        case.pk, party_id=party.pk, reason="電話回訪", actor=cast.actor("second_officer"), at=clock.now()
    )
    assert told(cast, "officer") == [f"案件 {case.number} 已分派給您。"]
    assert told(cast, "supervisor") == [f"您關注的案件 {case.number}：分派"]
