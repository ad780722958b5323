"""Who is told when an activity is postponed, cancelled, or takes place after all: in the console, or by somebody who calls. By hand."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from open315.activities import services
from open315.activities.concern import concerned, joined_sentences
from open315.activities.models import Activity
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.core.clock import SHANGHAI
from open315.core.outbox.pump import drain
from open315.notify.models import Message
from open315.org import queries as org
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db
MOVED = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
MARKET, WUHAN = "武漢市市場監督管理局", "武漢市消費者協會"


def messages() -> set[tuple[str, str, str]]:
    """Who was told what, and where it leads."""
    while drain(timezone.now()):
        pass
    rows = Message.objects.filter(template__startswith="activities.")
    accounts = dict(RoleGrant.objects.values_list("account_id", "account__username"))
    return {(accounts[each.account_id or 0], each.template, each.url) for each in rows}


def asked(activity: Activity, cast: Any, name: str, kind: str = "department") -> Any:
    return partners.invite_partner(activity.pk, name=name, kind=kind, actor=cast.actor("secretariat"), at=cast.at)


def postpone(activity: Activity, cast: Any) -> None:
    services.postpone_activity(
        activity.pk, starts_at=MOVED, ends_at=MOVED, reason="天氣預警", actor=cast.actor("secretariat"), at=cast.at
    )


def test_the_council_of_the_place_the_partners_and_the_colleagues_are_told_of_another_day(cast: Any) -> None:
    wuhan(cast)
    activity = planned(cast.actor("secretariat"), cast.at)
    asked(activity, cast, MARKET)
    postpone(activity, cast)
    page = f"/console/activities/{activity.pk}/"
    assert messages() == {
        ("analyst", "activities.postponed", page),
        ("administrator", "activities.postponed", page),
        ("second_officer", "activities.postponed", ""),
        ("market_liaison", "activities.postponed", ""),
    }
    seen = words(browser(cast, "market_liaison").get("/console/messages/").content.decode())
    assert "改期至2026-03-12 09:00：年主題座談會。天氣預警" in seen


def test_nobody_is_told_twice_and_hosts_are_told_as_partners_are(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at, hosts=("湖北省消費者委員會", MARKET))
    asked(activity, cast, MARKET)
    postpone(activity, cast)
    told = [who for who, _template, _url in messages()]
    assert sorted(told) == ["administrator", "analyst", "market_liaison"]
    assert Message.objects.filter(template="activities.postponed").count() == 3


def test_of_what_is_cancelled_those_are_told_who_would_have_come(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at, region_code="420200")
    row = asked(activity, cast, MARKET)
    partners.promise(row.pk, Contribution(2), actor=actor, at=cast.at)
    services.cancel_activity(activity.pk, reason="場地", actor=actor, at=cast.at)
    assert ("market_liaison", "activities.cancelled", "") in messages()
    seen = words(browser(cast, "market_liaison").get("/console/messages/").content.decode())
    assert "已取消：年主題座談會（2026-03-10 09:00）。場地" in seen


def test_who_declined_or_was_taken_out_is_not_asked_to_stay_away(cast: Any) -> None:
    actor = cast.actor("secretariat")
    for verb in (partners.decline, partners.take_out):
        activity = planned(actor, cast.at, region_code="420200")
        verb(asked(activity, cast, MARKET).pk, reason="", actor=actor, at=cast.at)
        services.cancel_activity(activity.pk, reason="場地", actor=actor, at=cast.at)
    assert "market_liaison" not in {who for who, _template, _url in messages()}


def test_what_takes_place_after_all_is_told_and_a_slip_is_not(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    asked(activity, cast, MARKET)
    services.cancel_activity(activity.pk, reason="場地", actor=actor, at=cast.at)
    services.take_up_activity(activity.pk, reason="場地已修好", actor=actor, at=cast.at)
    assert ("market_liaison", "activities.taken_up", "") in messages()
    slip = held(actor, cast.at)
    before = Message.objects.count()
    services.take_up_activity(slip.pk, reason="登記錯了", actor=actor, at=cast.at)
    while drain(timezone.now()):
        pass
    assert Message.objects.count() == before


def test_a_city_tells_its_own_and_those_who_see_it_can_open_it(cast: Any) -> None:
    activity = planned(wuhan(cast), cast.at, hosts=(WUHAN, "湖北省消費者委員會"))
    services.cancel_activity(activity.pk, reason="場地", actor=wuhan(cast), at=cast.at)
    page = f"/console/activities/{activity.pk}/"
    assert {(who, url) for who, _template, url in messages()} == {
        ("secretariat", page), ("analyst", page), ("administrator", page),
    }  # fmt: skip


def test_the_page_says_who_is_told_and_whom_somebody_has_to_call(cast: Any) -> None:
    wuhan(cast)
    activity = planned(cast.actor("secretariat"), cast.at)
    asked(activity, cast, MARKET)
    asked(activity, cast, "武漢市公安局")
    told = {"湖北省消費者委員會", "武漢市市場監督管理局", "武漢市消費者協會"}
    client = browser(cast)
    for page in ("", "postpone/"):
        seen = words(client.get(f"/console/activities/{activity.pk}/{page}").content.decode())
        assert "沒有本系統帳號、需要您另行通知：某雜誌社、武漢市公安局。" in seen
        found, many = seen.split("系統即時通知：")[1].split("。")[0].split("（")
        assert many == "共5人）"
        assert set(found.split("、")) == told


def test_each_body_stands_once_in_the_order_in_which_it_is_near(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at, hosts=("甲社", "湖北省消費者委員會", "甲社分社"))
    asked(activity, cast, MARKET)
    asked(activity, cast, "甲社")
    assert [each.name for each in concerned(activity)] == [
        "湖北省消費者委員會", "甲社", "甲社分社", MARKET, WUHAN,
    ]  # fmt: skip


@pytest.mark.parametrize(("place", "told"), [("420106", True), ("420100", True), ("420200", False), ("420000", False)])
def test_the_council_of_the_city_hears_of_its_districts(cast: Any, place: str, told: bool) -> None:
    activity = planned(cast.actor("secretariat"), cast.at, region_code=place)
    assert (WUHAN in [each.name for each in concerned(activity)]) is told


def test_a_body_without_active_accounts_has_to_be_called(cast: Any) -> None:
    market, wuhan_body = cast.bodies["market"].pk, cast.bodies["wuhan"].pk
    liaison = cast.accounts["market_liaison"]
    asked_for = (["activities:read", "campaigns:confirm"], [market, wuhan_body])
    assert org.account_ids_by_body(*asked_for) == {market: [liaison.pk]}
    wuhan(cast)
    assert org.account_ids_by_body(*asked_for) == {
        market: [liaison.pk],
        wuhan_body: [cast.accounts["second_officer"].pk],
    }
    assert org.account_ids_by_body(["activities:read"], [market]) == {}
    liaison.is_active = False
    liaison.save()
    assert market not in org.account_ids_by_body(*asked_for)


def test_sentences_stand_behind_one_another_as_the_language_has_it() -> None:
    for language, whole in (("zh-hant", "甲。乙。"), ("zh-hans", "甲。乙。"), ("en", "甲。 乙。")):
        with translation.override(language):
            assert joined_sentences("甲。", "", "乙。") == whole
