"""A department's own people at the stall that it runs: they find it, count there, and do nothing else and nowhere else."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine

from open315.activities import services as activities
from open315.activities.partners import services as partners
from open315.activities.tests.test_show_activities import browser, words
from open315.cases.console.taken import taken_at
from open315.cases.models import Case
from open315.core.errors import NotAllowed, NotFound
from open315.org.models import Organisation
from open315.stalls import queries, services
from open315.stalls.models import Press, Stall
from open315.stalls.tests.making import NOW, consultation, department, press, secretary, stall, trail, writing
from open315.stalls.tests.test_take_complaints import case

pytestmark = pytest.mark.django_db
ON_THAT_DAY = time_machine.travel(NOW, tick=False)
MARKET = "武漢市市場監督管理局"


def own(cast: Any, **changes: Any) -> Stall:
    """The stall of the market department at a consultation of Wuhan."""
    activity = consultation(cast)
    partner = department(activity, MARKET, secretary(cast))
    return stall(cast, activity=activity, partner_id=partner, name=MARKET, **changes)


def counting(row: Stall) -> str:
    return f"/console/stalls/stall/{row.pk}/count/"


@ON_THAT_DAY
def test_a_department_s_people_find_their_stall_and_count_there(cast: Any) -> None:
    row, other = own(cast), stall(cast)
    client = browser(cast, "market_liaison")
    listed = client.get("/console/stalls/own/").content.decode()
    assert f'href="{counting(row)}"' in listed
    assert counting(other) not in listed
    drawn = client.get(counting(row)).content.decode()
    assert 'href="/console/stalls/own/"' in drawn
    assert "/console/desk/" not in drawn
    assert client.get(f"{counting(row)}shell/").status_code == 200
    liaison = cast.actor("market_liaison")
    with writing() as written:
        services.press(row.pk, [press("a"), press("b", "leaflets", 10)], actor=liaison, at=NOW)
    said = {"activity_id": row.activity_id, "number": 1, "presses": 2, "counted": {"enquiries": 1, "leaflets": 10}}
    assert trail(written) == [("stalls.pressed", said)]
    assert {each.account_id for each in Press.objects.all()} == {cast.accounts["market_liaison"].pk}
    client.post(f"/console/stalls/stall/{row.pk}/undo/", {"token": "a"})
    assert queries.totals_at(row.pk) == {"leaflets": 10}


@ON_THAT_DAY
def test_nobody_else_s_stall_is_there_for_a_department(cast: Any) -> None:
    row, other = own(cast), stall(cast)
    market, health = cast.actor("market_liaison"), cast.actor("health_liaison")
    assert list(queries.to_count_at(market)) == [row]
    assert not queries.to_count_at(health).exists()
    for stranger, place in ((market, other), (health, row)):
        for act in (
            lambda: services.press(place.pk, [press("x")], actor=stranger, at=NOW),  # noqa: B023
            lambda: services.undo(place.pk, token="x", actor=stranger, at=NOW),  # noqa: B023
        ):
            with pytest.raises(NotFound):
                act()
    assert browser(cast, "health_liaison").get(counting(row)).status_code == 404
    assert browser(cast, "health_liaison").get(f"{counting(row)}shell/").status_code == 404
    assert not Press.objects.exists()


@ON_THAT_DAY
def test_a_department_counts_and_does_nothing_else_at_its_stall(cast: Any) -> None:
    row, market = own(cast), cast.actor("market_liaison")
    for act in (
        lambda: services.link_case(row.pk, case_id=case(cast), actor=market, at=NOW),
        lambda: services.unlink_case(row.pk, case_id=1, actor=market, at=NOW),
        lambda: services.take_out_stall(row.pk, actor=market, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    client = browser(cast, "market_liaison")
    assert client.get(f"/console/stalls/stall/{row.pk}/").status_code == 403
    assert client.get(f"/console/stalls/{row.activity_id}/board/").status_code == 403


@pytest.mark.parametrize("gone", ["declined", "taken_out", "stall", "cancelled"])
@ON_THAT_DAY
def test_a_stall_that_is_the_department_s_no_more_is_gone_for_it(cast: Any, gone: str) -> None:
    row, market = own(cast), cast.actor("market_liaison")
    assert list(queries.own_stalls(market, {})) == [row]
    told: Any = {"actor": secretary(cast), "at": cast.at}
    if gone == "declined":
        partners.decline(row.partner_id, reason="人手不足", **told)
    elif gone == "taken_out":
        partners.take_out(row.partner_id, reason="誤錄", **told)
    elif gone == "stall":
        services.take_out_stall(row.pk, **told)
    else:
        activities.cancel_activity(row.activity_id, reason="暴雨", **told)
    assert not queries.own_stalls(market, {}).exists()
    assert queries.to_count_at(market).exists() is (gone == "cancelled")


@ON_THAT_DAY
def test_only_a_department_counts_at_its_own_stall_and_a_body_without_one_sees_none(cast: Any) -> None:
    row, market = own(cast), cast.actor("market_liaison")
    stall(cast, activity=row.activity, number=2, name="無賬號單位")
    assert not queries.to_count_at(replace(market, organisation_kind="enterprise")).exists()
    assert not queries.to_count_at(replace(market, organisation_id=None)).exists()
    assert not queries.to_count_at(replace(market, permissions=frozenset())).exists()
    below = Organisation.objects.get(name=MARKET)
    above = replace(market, organisation_id=0, organisation_ids=frozenset({below.pk}))
    assert not queries.to_count_at(above).exists()


@ON_THAT_DAY
def test_a_department_without_a_stall_reads_what_will_stand_there(cast: Any) -> None:
    assert "尚無攤位" in words(browser(cast, "market_liaison").get("/console/stalls/own/").content.decode())


@ON_THAT_DAY
def test_the_page_of_a_case_names_the_stall_where_it_was_taken(cast: Any) -> None:
    row, taken = stall(cast), case(cast)
    client = browser(cast, "officer")
    address = f"/console/cases/{Case.objects.get(pk=taken).number}/"
    assert "/console/stalls/stall/" not in client.get(address).content.decode()
    services.link_case(row.pk, case_id=taken, actor=cast.actor("clerk"), at=NOW)
    drawn = client.get(address).content.decode()
    assert f'<a href="/console/stalls/stall/{row.pk}/">現場諮詢服務 · 1號 武漢市公安局</a>' in drawn
    assert taken_at(cast.actor("market_liaison"), Case.objects.get(pk=taken)) is None


@ON_THAT_DAY
def test_a_day_without_stalls_is_listed_while_it_is_planned(cast: Any) -> None:
    bare, full = consultation(cast, title="還沒有攤位的一天"), stall(cast)
    listed = {each.pk: each.stall_count for each in queries.listed(cast.actor("clerk"), {})}
    assert listed == {bare.pk: 0, full.activity_id: 1}
    drawn = words(browser(cast, "clerk").get("/console/stalls/").content.decode())
    assert "還沒有攤位的一天" in drawn
    assert "尚未設置" in drawn
    for each in (bare, full.activity):
        activities.hold_activity(each.pk, actor=secretary(cast), at=NOW)
    assert [each.pk for each in queries.listed(cast.actor("clerk"), {})] == [full.activity_id]
