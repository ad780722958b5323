"""A campaign of the province in which the market supervision of Wuhan has a part, for tests."""

from datetime import UTC, datetime
from typing import Any

from open315.activities.models import Activity
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.services import hold_activity
from open315.activities.tests.making import held, planned
from open315.campaigns import services as campaigns
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import plan_of

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
MARKET, HEALTH = "武漢市市場監督管理局", "武漢市衛生健康委員會"


def campaign_of(cast: Any) -> Campaign:
    """That of the province."""
    return campaigns.open_campaign(plan_of(2026), actor=cast.actor("secretariat"), at=cast.at)


def brought(cast: Any, *, name: str = MARKET, who: str = "secretariat", **changes: Any) -> Activity:
    """An activity that was held, to which the department came with three people, a stall and booklets."""
    actor = cast.actor(who)
    activity = planned(actor, cast.at, **changes)
    pk = partners.invite_partner(activity.pk, name=name, kind="department", actor=actor, at=activity.created_at).pk
    partners.promise(pk, Contribution(4, 1, "宣傳冊"), actor=actor, at=activity.created_at)
    hold_activity(activity.pk, actor=actor, at=cast.at)
    partners.deliver(pk, Contribution(3, 1, "宣傳冊"), actor=actor, at=cast.at)
    return activity


def missed(cast: Any, *, name: str = MARKET, **changes: Any) -> Activity:
    """One that it promised to come to and did not."""
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at, title="送法進社區", kind="lecture", **changes)
    pk = partners.invite_partner(activity.pk, name=name, kind="department", actor=actor, at=activity.created_at).pk
    partners.promise(pk, Contribution(2, None, ""), actor=actor, at=activity.created_at)
    hold_activity(activity.pk, actor=actor, at=cast.at)
    partners.miss(pk, reason="另有任務", actor=actor, at=cast.at)
    return activity


def hosted(cast: Any, *, name: str = MARKET, **changes: Any) -> Activity:
    """One that it held together with the council."""
    given = {"title": "打假公開課", "hosts": (name, "湖北省消費者委員會"), **changes}
    return held(cast.actor("secretariat"), cast.at, **given)
