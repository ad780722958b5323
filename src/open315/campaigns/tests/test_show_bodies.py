"""The pages of the bodies of a campaign, as a secretariat uses them."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.campaigns import services as campaigns
from open315.campaigns.committee import services
from open315.campaigns.committee.types import PostDraft
from open315.campaigns.models import Committee, CommitteePost
from open315.campaigns.tests.making import plan
from open315.campaigns.tests.seating import Seated, seated

pytestmark = pytest.mark.django_db
IN_MARCH = time_machine.travel(datetime(2026, 3, 14, 2, 0, tzinfo=UTC), tick=False)


@pytest.fixture
def there(cast: Any) -> Seated:
    return seated(cast)


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


@IN_MARCH
def test_the_bodies_stand_in_order_with_who_holds_their_posts_today(cast: Any, there: Seated) -> None:
    seen = words(browser(cast).get(f"/console/campaigns/{there.campaign.pk}/committees/"))
    assert "2026年活動機構及任職" in seen
    assert "按排名先後，2026-03-14任職情況" in seen
    said = ("活動組委會", "主任 湖北省人民政府 副省長", "副主任 湖北省消費者委員會 會長", "成員 湖北省公安廳 副廳長", "組委會辦公室", "隸屬於活動組委會", "主任 湖北省消費者委員會 祕書長")  # fmt: skip
    places = [seen.index(each, seen.index("設立機構")) for each in said]
    assert places == sorted(places)
    assert "當日未設立的機構" not in seen


@IN_MARCH
def test_the_day_in_the_address_decides_who_is_shown(cast: Any, there: Seated) -> None:
    client, address = browser(cast), f"/console/campaigns/{there.campaign.pk}/committees/"
    early = words(client.get(address, {"day": "2026-01-06"}))
    assert "按排名先後，2026-01-06任職情況" in early
    assert "副省長" in early
    assert "副廳長" not in early
    assert "當日未設立的機構 機構名稱 機構類型 存續期間 組委會辦公室 辦公室 2026-01-10起" in early
    assert "當日沒有設立機構" in words(client.get(address, {"day": "2025-12-31"}))
    unknown = client.get(address, {"day": "14.3.26"})
    assert unknown.status_code == 200
    assert "按排名先後，2026-03-14任職情況" in words(unknown)


def test_who_only_reads_sees_no_button(cast: Any, there: Seated) -> None:
    client = browser(cast, "analyst")
    for address in (
        f"{there.campaign.pk}/committees/?day=2026-03-14",
        f"committees/{there.committee.pk}/",
        f"posts/{there.head.pk}/",
    ):
        answer = client.get(f"/console/campaigns/{address}")
        assert "副省長" in words(answer)
        for button in ("設立機構", "添加職務", "職務交接", "刪除職務", "刪除機構"):
            assert button not in words(answer)
        assert "↑" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_body_and_its_posts_are_entered_in_the_browser(cast: Any) -> None:
    campaign = campaigns.open_campaign(plan(), **secretary(cast))
    client = browser(cast)
    assert (
        f"/console/campaigns/{campaign.pk}/committees/"
        in client.get(f"/console/campaigns/{campaign.pk}/").content.decode()
    )
    page = client.get(f"/console/campaigns/{campaign.pk}/committees/new/")
    assert "不隸屬於其他機構" in words(page)
    sent = {"kind": "command", "name": "指揮部", "set_up_on": "2026-01-05", "basis": "會議", "duties": "一"}
    answer = client.post(f"/console/campaigns/{campaign.pk}/committees/new/", sent)
    body = Committee.objects.get()
    assert answer.url == f"/console/campaigns/committees/{body.pk}/"
    assert (body.kind, body.name, body.set_up_on, body.ended_on, body.part_of_id, body.basis, body.duties) == (
        "command", "指揮部", date(2026, 1, 5), None, None, "會議", "一",
    )  # fmt: skip
    address = f"/console/campaigns/committees/{body.pk}/post/"
    form = client.get(address).context["form"]
    assert form["first_day"].value() == date(2026, 1, 5)
    post = {
        "title": "總指揮",
        "body": "荊門市人民政府",
        "office": "副市長",
        "first_day": "2026-01-05",
        "last_day": "2026-03-20",
    }
    assert client.post(address, post).url == address
    row = CommitteePost.objects.get()
    assert (row.title, row.body, row.office, row.first_day, row.last_day) == (
        "總指揮", "荊門市人民政府", "副市長", date(2026, 1, 5), date(2026, 3, 20),
    )  # fmt: skip
    twice = client.post(address, post)
    assert twice.status_code == 422
    assert "該職位在這些日期內已擔任此職務。" in words(twice)


def test_a_body_is_changed_moved_and_taken_out(cast: Any, there: Seated) -> None:
    client, pk = browser(cast), there.office.pk
    form = client.get(f"/console/campaigns/committees/{pk}/edit/").context["form"]
    assert [value for value, _label in form.fields["part_of"].choices] == ["", there.committee.pk]
    assert form["part_of"].value() == there.committee.pk
    sent = {"kind": "office", "name": "辦公室", "set_up_on": "2026-01-10", "part_of": "", "version": "1"}
    answer = client.post(f"/console/campaigns/committees/{pk}/edit/", sent)
    assert answer.url == f"/console/campaigns/committees/{pk}/"
    assert Committee.objects.filter(pk=pk, name="辦公室", part_of=None).exists()
    assert client.post(f"/console/campaigns/committees/{pk}/edit/", sent).status_code == 409
    back = f"/console/campaigns/{there.campaign.pk}/committees/"
    assert client.post(f"/console/campaigns/committees/{pk}/move/", {"by": "-1"}).url == back
    assert list(there.campaign.committees.values_list("name", flat=True)) == ["辦公室", "活動組委會"]
    client.post(f"/console/campaigns/committees/{pk}/move/", {"by": "1"})
    assert list(there.campaign.committees.values_list("name", flat=True)) == ["活動組委會", "辦公室"]
    assert client.post(f"/console/campaigns/committees/{pk}/remove/").url == back
    assert not Committee.objects.filter(pk=pk).exists()


@IN_MARCH
def test_a_post_is_changed_handed_over_moved_and_taken_out(cast: Any, there: Seated) -> None:
    client, pk = browser(cast), there.deputy.pk
    form = client.get(f"/console/campaigns/posts/{pk}/edit/").context["form"]
    assert (form["title"].value(), form["office"].value()) == ("副主任", "會長")
    sent = {
        "title": "第一副主任",
        "body": "湖北省消費者委員會",
        "office": "會長",
        "first_day": "2026-01-05",
        "version": "1",
    }
    assert client.post(f"/console/campaigns/posts/{pk}/edit/", sent).url == f"/console/campaigns/posts/{pk}/"
    assert "活動組委會 第一副主任" in words(client.get(f"/console/campaigns/posts/{pk}/"))
    page = client.get(f"/console/campaigns/posts/{pk}/hand-over/")
    assert page.context["form"]["first_day"].value() == date(2026, 3, 14)
    assert "活動組委會 第一副主任：湖北省消費者委員會 會長" in words(page)
    taken = {"body": "湖北省消費者委員會", "office": "副會長", "first_day": "2026-03-14", "version": "2"}
    answer = client.post(f"/console/campaigns/posts/{pk}/hand-over/", taken)
    new = CommitteePost.objects.get(office="副會長")
    assert answer.url == f"/console/campaigns/posts/{new.pk}/"
    assert "2026-01-05 – 2026-03-13" in words(client.get(f"/console/campaigns/posts/{pk}/"))
    back = f"/console/campaigns/committees/{there.committee.pk}/"
    assert client.post(f"/console/campaigns/posts/{new.pk}/move/", {"by": "1"}).url == back
    assert list(there.committee.posts.values_list("office", flat=True)) == ["副省長", "會長", "副廳長", "副會長"]
    client.post(f"/console/campaigns/posts/{new.pk}/move/", {"by": "-1"})
    assert list(there.committee.posts.values_list("office", flat=True)) == ["副省長", "會長", "副會長", "副廳長"]
    assert client.post(f"/console/campaigns/posts/{new.pk}/remove/").url == back
    assert not CommitteePost.objects.filter(pk=new.pk).exists()


STATES = [("head", "在任"), ("member", "已卸任"), ("secretary", "尚未就任")]


@IN_MARCH
@pytest.mark.parametrize(("which", "state"), STATES)
def test_the_page_of_a_post_says_whether_it_is_held_today(cast: Any, there: Seated, which: str, state: str) -> None:
    CommitteePost.objects.filter(pk=there.member.pk).update(last_day=date(2026, 3, 13))
    CommitteePost.objects.filter(pk=there.secretary.pk).update(first_day=date(2026, 3, 15))
    seen = words(browser(cast).get(f"/console/campaigns/posts/{getattr(there, which).pk}/"))
    assert f"狀態 {state}" in seen


def test_the_posts_stand_in_one_list_in_order_with_a_file(cast: Any, there: Seated) -> None:
    client = browser(cast)
    seen = words(client.get("/console/campaigns/posts/", {"day": "2026-03-16", "campaign": there.campaign.pk}))
    assert seen.index("副省長") < seen.index("祕書長")
    assert "副廳長" not in seen
    assert "2026 湖北省消費者委員會" in seen
    file = client.get("/console/campaigns/posts/export/", {"format": "csv"})
    table = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert table[0] == "id,年度,消費者組織,活動機構,機構類型,職務,任職人所在單位,任職人所任職位,起始日,任至"
    assert (
        table[3]
        == f"{there.member.pk},2026,湖北省消費者委員會,活動組委會,組織委員會,成員,湖北省公安廳,副廳長,2026-02-01,2026-03-15"
    )
    assert [line.split(",")[7] for line in table[1:5]] == ["副省長", "會長", "副廳長", "祕書長"]


def test_the_roll_asks_the_database_as_often_for_many_posts_as_for_few(
    cast: Any, there: Seated, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        draft = PostDraft("成員", f"單位{number}", "負責人", date(2026, 1, 10))
        services.give_post(there.office.pk, draft, **secretary(cast))
    client = browser(cast)
    client.get("/console/")
    with django_assert_max_num_queries(20):
        client.get(f"/console/campaigns/{there.campaign.pk}/committees/?day=2026-03-14")
