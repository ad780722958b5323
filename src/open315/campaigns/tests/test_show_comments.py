"""The pages of comments at paragraphs, as a member of the committee and the secretariat use them, and who is told."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.commenting import handlers, rules, services
from open315.campaigns.models import PlanComment, PlanVersion, Requirement
from open315.campaigns.plan import services as drafting
from open315.campaigns.plan.content import Item
from open315.campaigns.tests.commenting import member, said, secretary, sent, there
from open315.campaigns.tests.drafting import ASKED, SEMINAR, Made
from open315.core.outbox import Event
from open315.core.outbox.models import OutboxEvent
from open315.notify.models import Message
from open315.notify.wording import notice_words
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db
__all__ = ["sent", "there"]


def later(cast: Any, there: Made) -> PlanVersion:
    """The seminar has another place, the contest is out."""
    drafting.change_measure(there.seminar.pk, replace(SEMINAR, venue="中心廣場"), **secretary(cast))
    drafting.remove_measure(there.contest.pk, **secretary(cast))
    return drafting.freeze_plan(there.campaign.pk, why="按意見修改", **secretary(cast))


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def told(cast: Any) -> set[tuple[str, str, str]]:
    """Who was told what, and where it leads."""
    names = {account.pk: name for name, account in cast.accounts.items()}
    return {(names[each.account_id or 0], each.template, each.url) for each in Message.objects.filter(channel="in_app")}


def settle(handler: Any, name: str) -> None:
    """Hand every event of this name to the handler."""
    for row in OutboxEvent.objects.filter(name=name):
        handler(Event(row.name, row.payload, row.created_at))


PART, OTHER = (
    Item("measure1", "measure", "section1", 1, {"title": "甲"}),
    Item("measure2", "measure", "section1", 2, {}),
)


@pytest.mark.parametrize(
    ("now", "became"),
    [
        ((PART,), "same"),
        ((OTHER, replace(PART, parent="section2", place=7)), "same"),
        ((OTHER, replace(PART, fields={"title": "乙"})), "changed"),
        ((OTHER,), "gone"),
        ((), "gone"),
    ],
)
def test_a_paragraph_that_only_stands_elsewhere_is_the_same(now: tuple[Item, ...], became: str) -> None:
    assert rules.since("measure1", (PART, OTHER), now) == became


def test_a_paragraph_that_never_was_is_gone() -> None:
    assert rules.since("measure3", (PART,), (PART,)) == "gone"


def test_the_secretary_sends_a_version_and_the_member_comments_at_a_measure(cast: Any, there: Made) -> None:
    version = drafting.freeze_plan(there.campaign.pk, why="提交常委會", **secretary(cast))
    page, clerk, me = f"/console/campaigns/versions/{version.pk}/", browser(cast), browser(cast, "member")
    assert "送交常委會" in words(clerk.get(page))
    assert "提意見" not in words(me.get(page))
    assert clerk.post(f"{page}send/").url == page
    assert "沒有待審閱的方案" not in words(me.get("/console/"))
    seen = me.get(page)
    assert "對2.1提意見" in words(seen)
    assert "對整個方案提意見" in words(seen)
    address = f"{page}comment/?at=measure{there.seminar.pk}"
    assert address.replace("&", "&amp;") in seen.content.decode()
    opened = me.get(address)
    assert "2.1 年主題座談會 · 祕書處 · 禮堂 · 80家企業 · 解讀年主題" in words(opened)
    form = opened.context["form"]
    assert form["key"].value() == f"measure{there.seminar.pk}"
    assert [str(label) for _key, label in form.fields["key"].choices][:3] == ["整個方案", "1 組織領導", "2 活動形式"]
    answer = me.post(f"{page}comment/", {"key": form["key"].value(), "text": "請代表參加"})
    assert answer.url == f"{page}#at-measure{there.seminar.pk}"
    assert PlanComment.objects.get().text == "請代表參加"
    assert f'id="at-measure{there.seminar.pk}"' in me.get(page).content.decode()


def test_a_comment_without_words_is_refused_at_its_field_and_nothing_typed_is_lost(
    cast: Any, sent: PlanVersion
) -> None:
    answer = browser(cast, "member").post(
        f"/console/campaigns/versions/{sent.pk}/comment/", {"key": "head", "text": " "}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


def test_what_is_commented_on_stands_above_the_form(cast: Any, there: Made, sent: PlanVersion) -> None:
    client, address = browser(cast, "member"), f"/console/campaigns/versions/{sent.pk}/comment/"
    assert "整個方案 · 為民 · 人人知曉" in words(client.get(address))
    assert "2.2 現場諮詢" in str(client.get(f"{address}?at=measure{there.stalls.pk}").context["page"].lead)
    assert client.get(f"{address}?at=measure0").context["page"].lead == ""


def test_who_cannot_comment_sees_no_way_to(cast: Any, there: Made, sent: PlanVersion) -> None:
    address = f"/console/campaigns/versions/{sent.pk}/comment/"
    assert browser(cast).get(address).status_code == 403
    assert "提意見" not in words(browser(cast).get(f"/console/campaigns/versions/{sent.pk}/"))
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    assert "提意見" not in words(browser(cast, "member").get(f"/console/campaigns/versions/{sent.pk}/"))


def test_the_secretary_sees_comments_beside_the_paragraph_and_answers(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    row = said(cast, sent, f"measure{there.seminar.pk}", "請代表參加")
    clerk, page = browser(cast), f"/console/campaigns/versions/{sent.pk}/"
    assert "80家企業 解讀年主題 請代表參加 未答覆 member 答覆" in words(clerk.get(page))
    address = f"/console/campaigns/comments/{row.pk}/answer/"
    assert "請代表參加" in words(clerk.get(address))
    answer = clerk.post(address, {"answer": "已列入", "settles": "on", "version": "1"})
    assert answer.url == f"{page}#at-measure{there.seminar.pk}"
    assert "請代表參加 已辦結 member 答覆 已列入" in words(clerk.get(page))
    late = clerk.post(address, {"answer": "再答", "version": "1"})
    assert late.status_code == 409
    assert "再答" in late.content.decode()


def test_a_comment_is_settled_and_withdrawn_by_a_button(cast: Any, sent: PlanVersion) -> None:
    first, second = said(cast, sent), said(cast, sent)
    clerk, me = browser(cast), browser(cast, "member")
    seen = words(clerk.get(f"/console/campaigns/comments/{first.pk}/"))
    assert "標記為已辦結" in seen
    assert "轉為正式要求" in seen
    assert "撤回" not in seen
    assert "撤回" in words(me.get(f"/console/campaigns/comments/{second.pk}/"))
    clerk.post(f"/console/campaigns/comments/{first.pk}/settle/", {"version": "1"})
    me.post(f"/console/campaigns/comments/{second.pk}/withdraw/", {"version": "1"})
    assert [each.state for each in PlanComment.objects.all()] == ["settled", "withdrawn"]
    for pk in (first.pk, second.pk):
        for client in (clerk, me):
            seen = words(client.get(f"/console/campaigns/comments/{pk}/"))
            assert "轉為正式要求" not in seen
            assert "意見仍可查閱" not in seen


def test_a_comment_becomes_a_requirement_and_each_leads_to_the_other(cast: Any, there: Made, sent: PlanVersion) -> None:
    row = said(cast, sent, f"measure{there.seminar.pk}", "請代表參加")
    clerk, address = browser(cast), f"/console/campaigns/comments/{row.pk}/require/"
    form = clerk.get(address).context["form"]
    filled = {name: form[name].value() for name in ("text", "to", "put_by", "put_on")}
    assert filled == {
        "text": "請代表參加", "to": f"m{there.seminar.pk}", "put_by": "常委會委員", "put_on": date(2026, 5, 12),
    }  # fmt: skip
    answer = clerk.post(address, {**filled, "put_on": "2026-05-12", "version": "1"})
    made_of_it = Requirement.objects.get()
    assert answer.url == f"/console/campaigns/requirements/{made_of_it.pk}/"
    seen = clerk.get(answer.url)
    assert "來源 對第1版的意見" in words(seen)
    assert f'href="/console/campaigns/comments/{row.pk}/"' in seen.content.decode()
    assert "處理結果 第1項要求" in words(clerk.get(f"/console/campaigns/comments/{row.pk}/"))


def test_what_is_said_at_a_section_or_the_whole_is_put_there(cast: Any, there: Made, sent: PlanVersion) -> None:
    for key, to in ((f"section{there.forms.pk}", f"s{there.forms.pk}"), ("head", "head")):
        row = said(cast, sent, key)
        form = browser(cast).get(f"/console/campaigns/comments/{row.pk}/require/").context["form"]
        assert form["to"].value() == to


def test_a_later_version_shows_what_became_of_each_paragraph(cast: Any, there: Made, sent: PlanVersion) -> None:
    rows = {
        name: said(cast, sent, f"measure{getattr(there, name).pk}", f"意見{name}")
        for name in ("seminar", "stalls", "contest")
    }
    new = later(cast, there)
    seen = words(browser(cast).get(f"/console/campaigns/versions/{new.pk}/"))
    assert "意見seminar 未答覆 自第1版以來已改" in seen
    assert "意見stalls 未答覆 自第1版以來未改" in seen
    assert "對此版已刪去段落的意見 意見contest 未答覆 此版已無該段落" in seen
    old = words(browser(cast).get(f"/console/campaigns/versions/{sent.pk}/"))
    assert "自第1版" not in old
    assert "對此版已刪去段落的意見" not in old
    page = browser(cast).get(f"/console/campaigns/comments/{rows['seminar'].pk}/")
    assert "第2版 自第1版以來已改" in words(page)
    assert "該段落此後的修改" in words(page)
    assert "<del>禮堂</del><ins>中心廣場</ins>" in page.content.decode()
    same = words(browser(cast).get(f"/console/campaigns/comments/{rows['stalls'].pk}/"))
    assert "自第1版以來未改" in same
    assert "該段落此後的修改" not in same
    gone = words(browser(cast).get(f"/console/campaigns/comments/{rows['contest'].pk}/"))
    assert "此版已無該段落" in gone
    assert "2.3 知識競賽（第1版）" in gone


def test_what_is_said_at_a_later_version_is_not_shown_at_an_earlier_one(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    new = drafting.send_plan(later(cast, there).pk, **secretary(cast))
    said(cast, new, text="新意見")
    assert "新意見" in words(browser(cast).get(f"/console/campaigns/versions/{new.pk}/"))
    assert "新意見" not in words(browser(cast).get(f"/console/campaigns/versions/{sent.pk}/"))


def test_the_plan_counts_its_comments_and_leads_to_them(cast: Any, there: Made, sent: PlanVersion) -> None:
    clerk, page = browser(cast), f"/console/campaigns/{there.campaign.pk}/plan/"
    assert "常委會意見 沒有未辦結的意見" in words(clerk.get(page))
    assert "尚無意見" in words(clerk.get(f"{page}comments/"))
    rows = [said(cast, sent, text=f"意見{number}") for number in range(3)]
    services.answer_comment(rows[0].pk, "好", **secretary(cast))
    services.settle_comment(rows[1].pk, **secretary(cast))
    assert "常委會意見 未辦結2條 未答覆1條" in words(clerk.get(page))
    services.answer_comment(rows[2].pk, "好", **secretary(cast))
    assert "常委會意見 未辦結2條 預算" not in words(clerk.get(page))
    assert "未答覆1條" not in words(clerk.get(page))
    listed = words(clerk.get(f"{page}comments/?state=unsettled"))
    assert [name for name in ("意見0", "意見1", "意見2") if name in listed] == ["意見0", "意見2"]


def test_a_council_below_reads_a_released_version_without_its_comments(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    row = said(cast, sent)
    drafting.release_plan(sent.pk, **secretary(cast))
    grant = RoleGrant.objects.get(account=cast.accounts["analyst"])
    grant.organisation = cast.bodies["wuhan"]
    grant.save()
    client = browser(cast, "analyst")
    seen = words(client.get(f"/console/campaigns/versions/{sent.pk}/"))
    assert "組織領導" in seen
    assert "目標再具體些" not in seen
    assert client.get(f"/console/campaigns/comments/{row.pk}/").status_code == 404
    assert client.get(f"/console/campaigns/{there.campaign.pk}/plan/comments/").status_code == 404


def test_members_the_secretariat_and_the_author_are_told(cast: Any, there: Made) -> None:
    version = drafting.freeze_plan(there.campaign.pk, why="提交常委會", **secretary(cast))
    drafting.send_plan(version.pk, **secretary(cast))
    settle(handlers.tell_committee, "campaigns.plan_sent")
    assert told(cast) == {("member", "campaigns.plan_sent", f"/console/campaigns/versions/{version.pk}/")}
    Message.objects.all().delete()
    rows = [said(cast, version) for _number in range(4)]
    addresses = [f"/console/campaigns/comments/{row.pk}/" for row in rows]
    settle(handlers.tell_secretariat, "campaigns.comment_written")
    assert told(cast) == {("secretariat", "campaigns.comment_written", address) for address in addresses}
    Message.objects.all().delete()
    services.answer_comment(rows[0].pk, "好", **secretary(cast))
    services.settle_comment(rows[1].pk, **secretary(cast))
    services.take_up_comment(rows[2].pk, ASKED, **secretary(cast))
    services.withdraw_comment(rows[3].pk, **member(cast))
    for name in ("campaigns.comment_answered", "campaigns.comment_settled", "campaigns.comment_taken_up"):
        settle(handlers.tell_author, name)
    assert told(cast) == {
        ("member", "campaigns.comment_answered", addresses[0]),
        ("member", "campaigns.comment_settled", addresses[1]),
        ("member", "campaigns.comment_taken_up", addresses[2]),
    }
    with translation.override("zh-hant"):
        said_to_her = {str(notice_words(each.template, each.data)) for each in Message.objects.all()}
    assert said_to_her == {
        "您對2026年方案第1版的意見已有答覆。", "您對2026年方案第1版的意見已辦結。", "您對2026年方案第1版的意見已轉為正式要求。",
    }  # fmt: skip


def test_nobody_is_told_of_the_comment_of_an_account_that_is_gone(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    services.settle_comment(row.pk, **secretary(cast))
    PlanComment.objects.update(written_by=None)
    settle(handlers.tell_author, "campaigns.comment_settled")
    assert told(cast) == set()


def test_a_page_of_many_comments_asks_the_database_as_often_as_one_of_few(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    client = browser(cast)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def at(pages: Callable[[], list[str]]) -> list[int]:
        return [asked(page) for page in pages()]

    pages = [f"/console/campaigns/versions/{sent.pk}/", f"/console/campaigns/{there.campaign.pk}/plan/comments/"]
    said(cast, sent)
    few = at(lambda: pages)
    for _number in range(9):
        said(cast, sent)
    assert at(lambda: pages) == few
