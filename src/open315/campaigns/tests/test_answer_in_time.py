"""A partner that answers when its last day is over: refused a signature, let go, or noted by the secretariat. Expectations by hand."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import MeetingVote
from open315.campaigns.issue import rules, services
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.models import IssuePartner, JointIssue
from open315.campaigns.plan import services as plan
from open315.campaigns.tests.drafting import made
from open315.core.errors import Conflict
from open315.org.models import Account, RoleGrant

pytestmark = pytest.mark.django_db
MARKET, UNION = "武漢市市場監督管理局", "省總工會"
LAST_DAY = datetime(2026, 5, 15, 15, 59, tzinfo=UTC)
"""A minute before midnight in China."""
DAY_AFTER = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hant"):
        yield


@pytest.fixture
def asked(cast: Any) -> JointIssue:
    """A paper whose partners answer until 15 May; the market regulator has people here."""
    liaison = Account.objects.create_user("partner", display_name="聯絡員", is_staff=True)
    RoleGrant.objects.create(
        account=liaison, organisation=cast.bodies["market"], role="liaison", granted_from=date(2020, 1, 1)
    )
    cast.accounts["partner"] = liaison
    who: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    version = plan.freeze_plan(made(cast).campaign.pk, why="提交", **who)
    approval.record_vote(version.pk, MeetingVote("常委會", date(2026, 5, 11), 3, 3, 3), **who)
    draft = IssueDraft(
        "通知", "鄂消〔2026〕1號", partners=(MARKET, UNION), recipients=("各市",), reply_until=date(2026, 5, 15)
    )
    return services.ask_partners(services.draft_issue(version.pk, draft, **who).pk, **who)


def answer(cast: Any, row: JointIssue, who: str, at: datetime, name: str = MARKET, **more: Any) -> IssuePartner:
    return services.answer_issue(row.partners.get(name=name).pk, actor=cast.actor(who), at=at, **more)


def seen(cast: Any, who: str, address: str) -> str:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


@pytest.mark.parametrize(
    ("day", "until", "late"),
    [
        (date(2026, 5, 15), date(2026, 5, 15), False),
        (date(2026, 5, 16), date(2026, 5, 15), True),
        (date(2026, 5, 16), None, False),
    ],
)
def test_the_last_day_itself_is_in_time(day: date, until: date | None, late: bool) -> None:
    assert rules.is_late(day, until) is late


def test_a_body_confirms_on_its_last_day_and_not_after_it(cast: Any, asked: JointIssue) -> None:
    with pytest.raises(Conflict) as refused:
        answer(cast, asked, "partner", DAY_AFTER, confirms=True)
    assert str(refused.value.message) == "答覆截止日為2026-05-15，貴單位不再署名。如仍需署名，請與發文單位聯繫。"
    assert asked.partners.get(name=MARKET).answer == ""
    assert answer(cast, asked, "partner", LAST_DAY, confirms=True).answer == "confirmed"


def test_nobody_is_held_to_a_signature_after_the_last_day(cast: Any, asked: JointIssue) -> None:
    answer(cast, asked, "partner", LAST_DAY, confirms=True)
    row = answer(cast, asked, "partner", DAY_AFTER, confirms=False, reason="另行發文")
    assert (row.answer, row.reason, row.is_on_paper) == ("declined", "另行發文", False)


def test_the_secretariat_notes_what_came_late_and_then_it_signs(cast: Any, asked: JointIssue) -> None:
    row = answer(cast, asked, "secretariat", DAY_AFTER, confirms=True)
    assert (row.answer, row.is_on_paper, row.answered_at) == ("confirmed", True, DAY_AFTER)
    answer(cast, asked, "secretariat", LAST_DAY, name=UNION, confirms=True)
    issued = services.issue_jointly(asked.pk, actor=cast.actor("secretariat"), at=DAY_AFTER)
    assert issued.content["signatories"] == ["湖北省消費者委員會", MARKET, UNION]
    page = seen(cast, "secretariat", f"/console/campaigns/issues/{asked.pk}/")
    assert page.count("截止日之後") == 1
    assert page.count("書面登記") == 2


def test_without_a_last_day_no_answer_is_late(cast: Any, asked: JointIssue) -> None:
    JointIssue.objects.update(reply_until=None)
    assert answer(cast, asked, "partner", DAY_AFTER, confirms=True).answer == "confirmed"


def test_the_page_says_that_the_last_day_is_over_and_offers_what_is_left(cast: Any, asked: JointIssue) -> None:
    address = f"/console/campaigns/partners/{asked.partners.get(name=MARKET).pk}/"
    with time_machine.travel(LAST_DAY, tick=False):
        page = seen(cast, "partner", address)
        assert "貴單位將在文件上署名" in page
        assert "已過截止日" not in page
    with time_machine.travel(DAY_AFTER, tick=False):
        page = seen(cast, "partner", address)
        assert "已過截止日" in page
        assert "貴單位將在文件上署名" not in page
        assert "不同意" in page
        assert "已過其截止日：現在登記，仍作署名。" in seen(cast, "secretariat", address)
