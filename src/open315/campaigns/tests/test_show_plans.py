"""The pages of a plan, as a secretariat and a member of the committee use them."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.campaigns import services as campaigns
from open315.campaigns.models import Measure, PlanSection, PlanVersion, Requirement
from open315.campaigns.plan import services
from open315.campaigns.tests.drafting import SEMINAR, Made

pytestmark = pytest.mark.django_db
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def test_the_plan_stands_on_one_page_with_its_numbers(cast: Any, there: Made) -> None:
    seen = words(browser(cast).get(f"/console/campaigns/{there.campaign.pk}/plan/"))
    for said in (
        "指導思想 為民",
        "¥50,000",
        "¥15,000",
        "1 組織領導",
        "成立組委會",
        "2.1 年主題座談會 祕書處 03-10 – 03-11 禮堂 ¥12,000 80家企業",
        "2.2 現場諮詢",
        "添加措施",
    ):
        assert said in seen


def test_who_only_reads_drafts_nothing(cast: Any, there: Made) -> None:
    page = browser(cast, "analyst").get(f"/console/campaigns/{there.campaign.pk}/plan/")
    assert "2.1 年主題座談會" in words(page)
    assert "添加措施" not in words(page)
    assert "/plan/requirement/" not in page.content.decode()


def test_a_plan_without_a_section_says_what_to_do(cast: Any, there: Made) -> None:
    services.remove_section(there.forms.pk, **secretary(cast))
    address = f"/console/campaigns/{there.campaign.pk}/plan/"
    assert "本章節尚無措施。" in words(browser(cast).get(address))
    services.remove_section(there.leading.pk, **secretary(cast))
    assert "方案還沒有章節" in words(browser(cast).get(address))


def test_a_section_and_a_measure_are_written_in_the_browser(cast: Any, there: Made) -> None:
    client = browser(cast)
    answer = client.post(f"/console/campaigns/{there.campaign.pk}/plan/section/", {"title": "宣傳報道", "text": "一"})
    assert answer.url == f"/console/campaigns/{there.campaign.pk}/plan/"
    section = PlanSection.objects.get(title="宣傳報道", text="一", place=3)
    page = client.get(f"/console/campaigns/sections/{section.pk}/measure/")
    assert page.context["form"]["section"].value() == section.pk
    sent = {"title": "專版", "first_day": "2026-03-01", "budget_cents": "12.50", "section": section.pk}
    client.post(f"/console/campaigns/sections/{section.pk}/measure/", sent)
    row = Measure.objects.get(title="專版")
    assert (row.section_id, row.first_day, row.last_day, row.budget_cents) == (section.pk, date(2026, 3, 1), None, 1250)


def test_two_people_on_one_measure_see_both_texts_and_lose_none(cast: Any, there: Made) -> None:
    client, address = browser(cast), f"/console/campaigns/measures/{there.seminar.pk}/edit/"
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    assert (sent["budget_cents"], sent["section"]) == (12000, there.forms.pk)
    services.change_measure(there.seminar.pk, replace(SEMINAR, venue="會議中心一樓"), **secretary(cast))
    mine = {**sent, "first_day": "2026-03-10", "last_day": "2026-03-11", "venue": "禮堂二樓", "version": "1"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    seen = words(answer)
    assert "兩人修改了同一項" in seen
    assert "地點 對方已保存： 會議中心一樓 您的文字（與之比較）： 會議中心一 禮堂二 樓" in seen
    assert answer.content.decode().count("對方已保存：") == 1
    assert answer.context["form"]["venue"].value() == "禮堂二樓"
    assert 'name="version" value="2"' in answer.content.decode()
    assert client.post(address, {**mine, "version": "2"}).url == f"/console/campaigns/measures/{there.seminar.pk}/"
    assert Measure.objects.get(pk=there.seminar.pk).venue == "禮堂二樓"


def test_a_section_is_changed_moved_and_taken_out(cast: Any, there: Made) -> None:
    client, pk = browser(cast), there.leading.pk
    assert "刪去此章節" in words(client.get(f"/console/campaigns/sections/{pk}/edit/"))
    client.post(f"/console/campaigns/sections/{pk}/edit/", {"title": "領導", "text": "", "version": "1"})
    client.post(f"/console/campaigns/sections/{pk}/move/", {"by": "1"})
    assert list(there.campaign.sections.values_list("title", flat=True)) == ["活動形式", "領導"]
    client.post(f"/console/campaigns/sections/{pk}/move/", {"by": "-1"})
    assert list(there.campaign.sections.values_list("title", flat=True)) == ["領導", "活動形式"]
    client.post(f"/console/campaigns/sections/{pk}/remove/", {"version": "4"})
    assert list(there.campaign.sections.values_list("title", flat=True)) == ["活動形式"]


def test_a_measure_has_a_page_and_is_moved_and_taken_out(cast: Any, there: Made) -> None:
    client, pk = browser(cast), there.seminar.pk
    seen = words(client.get(f"/console/campaigns/measures/{pk}/"))
    assert "2.1 年主題座談會" in seen
    assert "時間 2026-03-10 – 2026-03-11" in seen
    assert "解讀年主題" in seen
    client.post(f"/console/campaigns/measures/{pk}/move/", {"by": "1"})
    assert list(there.forms.measures.values_list("title", flat=True))[:2] == ["現場諮詢", "年主題座談會"]
    client.post(f"/console/campaigns/measures/{pk}/remove/", {"version": "2"})
    assert not Measure.objects.filter(pk=pk).exists()


def test_the_measures_are_a_list_and_a_file(cast: Any, there: Made) -> None:
    client = browser(cast)
    assert "2.3 知識競賽 活動形式" in words(client.get(f"/console/campaigns/{there.campaign.pk}/plan/measures/"))
    answer = client.get(f"/console/campaigns/{there.campaign.pk}/plan/measures/export/?format=csv")
    file = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert file[0] == "id,編號,章節,措施內容,責任單位,起始日,截止日,地點,經費（元）,預期成果,詳細說明"
    assert (
        file[1]
        == f"{there.seminar.pk},2.1,活動形式,年主題座談會,祕書處,2026-03-10,2026-03-11,禮堂,12000,80家企業,解讀年主題"
    )
    assert file[-1] == "共 3 行，列表結束。"


def test_versions_are_kept_compared_and_released(cast: Any, there: Made) -> None:
    client, plan = browser(cast), f"/console/campaigns/{there.campaign.pk}/plan/"
    page = client.get(f"{plan}compare/").content.decode()
    assert "現在" not in page[page.index("<main") :]
    answer = client.post(f"{plan}freeze/", {"why": "提交常委會"})
    first = PlanVersion.objects.get()
    assert answer.url == f"/console/campaigns/versions/{first.pk}/"
    seen = words(client.get(answer.url))
    for said in ("2026年實施方案（第1版）", "用途 提交常委會", "2.1 年主題座談會", "80家企業", "發布此版本"):
        assert said in seen
    services.change_measure(there.seminar.pk, replace(SEMINAR, budget_cents=None, output="90家企業"), **secretary(cast))
    services.add_measure(there.leading.pk, SEMINAR, **secretary(cast))
    services.remove_measure(there.stalls.pk, **secretary(cast))
    page = client.get(f"{plan}compare/").content.decode()
    assert "<del>80</del><ins>90</ins>家企業" in page
    assert "<del>¥12,000</del>" in page
    assert "<ins>年主題座談會</ins>" in page
    assert "<del>現場諮詢</del>" in page
    assert "2.3 → 2.2" not in page
    client.post(f"{plan}freeze/", {"why": "會後"})
    assert "兩者之間沒有改動" in words(client.get(f"{plan}compare/"))
    assert "90" in words(client.get(f"{plan}compare/?old=2&new=1"))
    client.post(f"/console/campaigns/versions/{first.pk}/release/")
    assert PlanVersion.objects.get(number=1).released_at is not None
    assert "發布此版本" not in words(client.get(f"/console/campaigns/versions/{first.pk}/"))
    assert "2026年第2版" in words(client.get("/console/campaigns/plans/"))


def test_a_council_below_reads_what_was_released_and_no_more(cast: Any, there: Made) -> None:
    grant = cast.accounts["second_officer"].grants.get()
    grant.role = "secretariat"
    grant.save()
    client, plan = browser(cast, "second_officer"), f"/console/campaigns/{there.campaign.pk}/plan/"
    one = services.freeze_plan(there.campaign.pk, why="祕而不宣", **secretary(cast))
    assert client.get(f"/console/campaigns/versions/{one.pk}/").status_code == 404
    assert client.get(f"{plan}compare/").status_code == 404
    services.release_plan(one.pk, **secretary(cast))
    seen = words(client.get(f"/console/campaigns/versions/{one.pk}/"))
    assert "年主題座談會" in seen
    assert "祕而不宣" not in seen
    assert "湖北省消費者委員會" in words(client.get("/console/campaigns/plans/"))
    assert client.get(f"{plan}compare/").status_code == 200
    services.move_section(there.forms.pk, -1, **secretary(cast))
    two = services.freeze_plan(there.campaign.pk, why="二", **secretary(cast))
    services.release_plan(two.pk, **secretary(cast))
    assert "移動" in words(client.get(f"{plan}compare/"))
    assert client.get(plan).status_code == 404


def test_a_requirement_is_put_answered_and_withdrawn(cast: Any, there: Made) -> None:
    client = browser(cast)
    with ON_THAT_DAY:
        address = f"/console/campaigns/{there.campaign.pk}/plan/requirement/"
        assert client.get(address).context["form"]["put_on"].value() == date(2026, 5, 12)
        sent = {"text": "擴大效果", "to": f"m{there.seminar.pk}", "put_by": "常委會", "put_on": "2026-05-12"}
        client.post(address, sent)
        row = Requirement.objects.get()
        assert (row.text, row.measure_id, row.section_id) == ("擴大效果", there.seminar.pk, None)
        page = f"/console/campaigns/requirements/{row.pk}/"
        assert "針對 2.1 年主題座談會" in words(client.get(page))
        assert client.get(f"{page}edit/").context["form"]["to"].value() == f"m{there.seminar.pk}"
        client.post(f"{page}edit/", {**sent, "to": f"s{there.forms.pk}", "version": "1"})
        assert "針對 2 活動形式" in words(client.get(page))
        assert client.get(f"{page}edit/").context["form"]["to"].value() == f"s{there.forms.pk}"
        client.post(f"{page}edit/", {**sent, "to": "", "version": "2"})
        assert "針對 整個方案" in words(client.get(page))
        assert client.get(f"{page}answer/").status_code == 200
        client.post(f"{page}answer/", {"answer": "舉辦座談會", "measures": [there.seminar.pk], "version": "3"})
        seen = words(client.get(page))
        assert "舉辦座談會" in seen
        assert "2.1 年主題座談會 祕書處" in seen
        assert "擴大效果" in words(client.get(f"/console/campaigns/measures/{there.seminar.pk}/"))
        client.post(f"{page}withdraw/", {"reason": "重複", "version": "4"})
        seen = words(client.get(page))
        assert "已撤回 理由 重複" in seen
        assert "撤回此項要求" not in seen


def test_the_plan_of_a_closed_campaign_is_read_alone(cast: Any, there: Made) -> None:
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    row_page = browser(cast).get(f"/console/campaigns/{there.campaign.pk}/plan/")
    assert "添加措施" not in words(row_page)
    assert "/plan/requirement/" not in row_page.content.decode()


def test_who_moves_a_measure_goes_on_from_its_section(cast: Any, there: Made) -> None:
    client = browser(cast)
    plan = f"/console/campaigns/{there.campaign.pk}/plan/"
    moved = client.post(f"/console/campaigns/measures/{there.seminar.pk}/move/", {"by": "1"})
    assert moved.url == f"{plan}#section-{there.forms.pk}"
    assert (
        client.post(f"/console/campaigns/sections/{there.leading.pk}/move/", {"by": "1"}).url
        == f"{plan}#section-{there.leading.pk}"
    )


def test_what_stands_first_is_not_moved_up_nor_the_last_one_down(cast: Any, there: Made) -> None:
    page = browser(cast).get(f"/console/campaigns/{there.campaign.pk}/plan/").content.decode()
    for number, up, down in (
        ("1", True, False),
        ("2", False, True),
        ("2.1", True, False),
        ("2.2", False, False),
        ("2.3", False, True),
    ):
        (way_up,) = re.findall(rf'<button(?:(?!<button).)*?aria-label="將{number}上移"', page, re.DOTALL)
        (way_down,) = re.findall(rf'<button(?:(?!<button).)*?aria-label="將{number}下移"', page, re.DOTALL)
        assert ("disabled" in way_up, "disabled" in way_down) == (up, down), number


def test_a_comparison_colours_what_was_added_removed_changed_and_moved(cast: Any, there: Made) -> None:
    services.freeze_plan(there.campaign.pk, why="初稿", **secretary(cast))
    services.change_measure(there.seminar.pk, replace(SEMINAR, venue="別處"), **secretary(cast))
    services.remove_measure(there.stalls.pk, **secretary(cast))
    services.add_measure(there.leading.pk, replace(SEMINAR, title="新措施"), **secretary(cast))
    services.move_section(there.leading.pk, 1, **secretary(cast))
    page = browser(cast).get(f"/console/campaigns/{there.campaign.pk}/plan/compare/").content.decode()
    assert [page.count(f"compared--{what}") for what in ("added", "removed", "changed", "moved")] == [1, 1, 1, 1]
