"""What was issued is acknowledged once, who is silent is chased once a day, and everybody concerned is told. By hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns.issue import handlers, services, tasks
from open315.campaigns.models import JointIssue, PlanVersion
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.test_issue_jointly import approved, asked, deliveries, issued, liaison, secretary
from open315.core import verbs
from open315.core.access import known_permissions
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.notify.wording import notice_tone, notice_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return approved(cast, there)


def test_a_council_acknowledges_by_its_own_people_once(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    to = deliveries(row)
    wuhan, huangshi = to["武漢市消費者協會"], to["黃石市消費者委員會"]
    done = services.acknowledge(wuhan.pk, actor=cast.actor("clerk"), at=cast.at)
    assert (done.acknowledged_at, done.acknowledged_by_id) == (cast.at, cast.accounts["clerk"].pk)
    with pytest.raises(Conflict):
        services.acknowledge(wuhan.pk, actor=cast.actor("officer"), at=cast.at)
    with pytest.raises(NotFound):
        services.acknowledge(huangshi.pk, actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(NotAllowed):
        services.acknowledge(huangshi.pk, **secretary(cast))
    with pytest.raises(NotAllowed):
        services.acknowledge(huangshi.pk, **liaison(cast))


def test_the_silent_are_chased_once_a_day(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    to = deliveries(row)
    services.acknowledge(to["武漢市消費者協會"].pk, actor=cast.actor("clerk"), at=cast.at)
    assert services.chase_silent(row.pk, **secretary(cast)) == 1
    with pytest.raises(Conflict):
        services.chase_silent(row.pk, **secretary(cast))
    tomorrow = cast.at + timedelta(days=1)
    assert services.chase_silent(row.pk, **secretary(cast, tomorrow)) == 1
    chased = deliveries(row)["黃石市消費者委員會"]
    assert (chased.chases, chased.chased_at) == (2, tomorrow)
    assert deliveries(row)["武漢市消費者協會"].chases == 0
    row.refresh_from_db()
    assert row.version == JointIssue.objects.get(pk=row.pk).version == 3


def test_the_day_after_the_last_the_silent_are_chased_by_themselves(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    assert tasks.chase_late_councils(cast.at + timedelta(days=8)) == 0
    services.chase_silent(row.pk, **secretary(cast, cast.at + timedelta(days=8)))
    late = cast.at + timedelta(days=9)
    assert (tasks.chase_late_councils(late), tasks.chase_late_councils(late)) == (1, 0)
    assert {each.chases for each in deliveries(row).values()} == {2}
    assert tasks.chase_late_councils(late + timedelta(days=1)) == 0


def test_a_paper_that_is_not_issued_is_chased_by_nobody(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version)
    with pytest.raises(NotFound):
        services.chase_silent(row.pk, **secretary(cast))


def told(handler: Any, name: str, **payload: Any) -> list[tuple[Any, ...]]:
    handler(Event(name, payload, datetime(2026, 5, 12, 2, 0, tzinfo=UTC)))
    found = list(Message.objects.order_by("account_id").values_list("template", "account_id", "url"))
    Message.objects.all().delete()
    return found


def test_partners_councils_and_the_secretariat_are_told(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    partner, to = row.partners.get(), deliveries(row)
    who = {name: account.pk for name, account in cast.accounts.items()}
    at_partner = f"/console/campaigns/partners/{partner.pk}/"
    assert told(handlers.tell_partners, handlers.ASKED, issue_id=row.pk) == [
        ("campaigns.partners_asked", who["market_liaison"], at_partner)
    ]
    assert told(handlers.tell_secretariat, handlers.ANSWERED, partner_id=partner.pk) == [
        ("campaigns.issue_answered", who["secretariat"], at_partner)
    ]
    wuhan, huangshi = (
        f"/console/campaigns/deliveries/{to[name].pk}/" for name in ("武漢市消費者協會", "黃石市消費者委員會")
    )
    at_wuhan = {(who[name], wuhan) for name in ("clerk", "officer", "second_officer", "supervisor")}
    at_huangshi = {(who[name], huangshi) for name in ("huangshi_clerk", "huangshi_officer")}
    found = told(handlers.tell_councils, handlers.ISSUED, issue_id=row.pk)
    assert {each[1:] for each in found} == at_wuhan | at_huangshi
    services.acknowledge(to["武漢市消費者協會"].pk, actor=cast.actor("clerk"), at=cast.at)
    councils = [cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk]
    found = told(handlers.tell_silent, handlers.CHASED, issue_id=row.pk, councils=councils)
    assert {each[1:] for each in found} == at_huangshi
    assert told(handlers.tell_silent, handlers.CHASED, issue_id=row.pk, councils=councils[:1]) == []


def test_the_messages_say_what_is_to_be_done(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    handlers.tell_secretariat(Event(handlers.ANSWERED, {"partner_id": row.partners.get().pk}, cast.at))
    data = Message.objects.get().data
    with translation.override("zh-hant"):
        said = {
            name: (notice_words(name, data), notice_tone(name))
            for name in (handlers.ASKED, handlers.ANSWERED, handlers.ISSUED, handlers.CHASED)
        }
    assert said == {
        "campaigns.partners_asked": ("湖北省消費者委員會請貴單位聯合發文：關於印發方案的通知", "info"),
        "campaigns.issue_answered": ("武漢市市場監督管理局已答覆：關於印發方案的通知", "info"),
        "campaigns.plan_issued": ("湖北省消費者委員會發來：關於印發方案的通知，請簽收。", "info"),
        "campaigns.silent_chased": ("湖北省消費者委員會發來的文件貴會尚未簽收：關於印發方案的通知", "warn"),
    }


def test_the_permissions_read_in_words() -> None:
    with translation.override("zh-hant"):
        said = {name: str(known_permissions()[name]) for name in ("campaigns:confirm", "campaigns:acknowledge")}
    assert said == {
        "campaigns:confirm": "代表本單位確認或不同意聯合發文",
        "campaigns:acknowledge": "查閱並簽收送達本會的文件",
    }


def test_the_verbs_of_a_paper_are_these() -> None:
    of_papers = {"joint_issue", "issue_partner", "delivery", "issued_paper"}
    found = {str(each.name): each.event for each in verbs.of_room("campaigns") if each.target.name in of_papers}
    assert found == {
        "draft_issue": "campaigns.issue_drafted",
        "change_issue": "campaigns.issue_changed",
        "ask_partners": "campaigns.partners_asked",
        "answer_issue": "campaigns.issue_answered",
        "issue_jointly": "campaigns.plan_issued",
        "withdraw_issue": "campaigns.issue_withdrawn",
        "acknowledge": "campaigns.delivery_acknowledged",
        "chase_silent": "campaigns.silent_chased",
        "begin_own_plan": "campaigns.own_plan_begun",
        "file_own_plan": "campaigns.own_plan_filed",
        "chase_unfiled": "campaigns.unfiled_chased",
    }
