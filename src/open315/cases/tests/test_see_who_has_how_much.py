"""A supervisor sees who has how much, opens exactly those cases, and finds what somebody left behind who is gone (review of the console, 11 and 14)."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from open315.cases import queries
from open315.cases.models import Case
from open315.cases.queries import choices
from open315.cases.queries.loads import in_hand
from open315.cases.tests.world import World
from open315.core.verbs.questions import Asked
from open315.org.models import Account

TODAY = date(2026, 5, 7)


@pytest.fixture(autouse=True)
def _cases_of_the_officer(time_machine: Any, world: World) -> None:
    """She has four: late by a day, due today, due in three days, due in four; the second officer one without a day; nobody has the rest."""
    time_machine.move_to(world.at)
    Case.objects.update(news_from=None)
    Case.objects.exclude(state__in=["closed", "declined"]).update(officer=None)
    chosen = Case.objects.filter(state="registered", council=world.cast.bodies["wuhan"]).order_by("id")[:5]
    for case, days in zip(chosen, (-1, 0, 3, 4, None), strict=True):
        case.officer_id = world.account("officer" if days is not None else "second_officer")
        case.next_due_on = None if days is None else TODAY + timedelta(days=days)
        case.save()


def of(world: World, who: str) -> dict[int | None, queries.Load]:
    return {each.account_id: each for each in queries.loads_of(world.actor(who))}


def page(world: World, who: str = "supervisor") -> Client:
    client = Client()
    client.force_login(world.cast.accounts[who])
    return client


def test_what_each_has_is_counted_by_its_day(world: World) -> None:
    load = of(world, "supervisor")[world.account("officer")]
    assert (load.open, load.late, load.soon, load.news) == (4, 1, 2, 0)
    assert load.name == "officer"
    assert str(load.body) == "武漢市消費者協會"
    other = of(world, "supervisor")[world.account("second_officer")]
    assert (other.open, other.late, other.soon) == (1, 0, 0)


def test_an_officer_without_a_case_stands_there_with_nothing_and_nobody_s_come_first(world: World) -> None:
    Case.objects.filter(officer=world.account("second_officer")).update(officer=None)
    loads = queries.loads_of(world.actor("supervisor"))
    assert loads[0].account_id is None
    assert loads[0].open > 5
    assert of(world, "supervisor")[world.account("second_officer")].open == 0


def test_a_word_that_nobody_reacted_to_is_counted_with_who_has_the_case(world: World) -> None:
    case = Case.objects.filter(officer=world.account("officer")).earliest("id")
    Case.objects.filter(pk=case.pk).update(news_from="consumer")
    assert of(world, "supervisor")[world.account("officer")].news == 1


def test_who_left_stands_with_the_cases_that_still_bear_her_name(world: World) -> None:
    Account.objects.filter(pk=world.account("officer")).update(is_active=False)
    loads = queries.loads_of(world.actor("supervisor"))
    assert [(each.account_id, each.is_gone, each.open) for each in loads[1:2]] == [(world.account("officer"), True, 4)]
    html = page(world).get("/console/cases/officers/").content.decode()
    assert "已不再辦案" in html
    rows = page(world).get(f"/console/cases/?view=open&officer={world.account('officer')}").content.decode()
    assert rows.count('<li class="inbox__row') == 4


def test_every_number_opens_a_list_of_exactly_so_many(world: World) -> None:
    client = page(world)
    html = client.get("/console/cases/officers/").content.decode()
    numbers = re.findall(r'<td class="table__number"[^>]*>\s*<a href="([^"]+)"[^>]*>(\d+)</a>', html)
    assert len(numbers) >= 5
    for url, count in numbers:
        rows = client.get(unescape(url)).content.decode().count('<li class="inbox__row')
        assert (url, rows) == (url, int(count))


def test_other_councils_people_are_not_there(world: World) -> None:
    assert world.account("huangshi_officer") not in of(world, "supervisor")
    assert world.account("huangshi_officer") in of(world, "province_supervisor")


def test_the_list_of_whom_to_give_a_case_says_what_each_has(world: World) -> None:
    case = Case.objects.get(pk=world.case("original"))
    told = dict(choices.officers_with_loads(Asked(world.actor("supervisor"), case)))
    assert str(told[world.account("officer")]) == "officer：在辦 4 件，逾期 1 件"
    assert str(told[world.account("second_officer")]) == "second_officer：在辦 1 件"
    assert str(told[world.account("supervisor")]) == "supervisor：無在辦案件"


def test_people_of_several_bodies_are_told_apart_by_their_body(world: World) -> None:
    own = dict(choices.officers(world.actor("supervisor")))
    assert own[world.account("officer")] == "officer"
    all_of_them = dict(choices.officers(world.actor("province_supervisor")))
    assert all_of_them[world.account("officer")] == "officer（武漢市消費者協會）"
    assert all_of_them[world.account("huangshi_officer")] == "huangshi_officer（黃石市消費者委員會）"
    assert next(iter(all_of_them)) == world.account("province_supervisor")


def test_loads_of_named_people_are_theirs_alone(world: World) -> None:
    found = in_hand(world.actor("supervisor"), [world.account("officer")])
    assert {key: each.open for key, each in found.items()} == {world.account("officer"): 4}
    assert in_hand(world.actor("supervisor"), [world.account("supervisor")]) == {}
