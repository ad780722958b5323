"""The joint paper in the browser and as a document: drafted, confirmed, issued, acknowledged, withdrawn, downloaded. By hand."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from open315.campaigns.issue.document import document_of
from open315.campaigns.models import JointIssue, PlanVersion
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.campaigns.tests.test_issue_jointly import (
    MARKET,
    ON_THAT_DAY,
    PAPER,
    UNION,
    approved,
    deliveries,
    drafted,
    issued,
)
from open315.core.documents.official.types import Annex, Item, OfficialDocument, Paragraph, Script
from open315.core.documents.official.types import Number as DocumentNumber

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return approved(cast, there)


@ON_THAT_DAY
def test_a_paper_is_drafted_confirmed_issued_and_acknowledged_in_the_browser(cast: Any, version: PlanVersion) -> None:
    client, market, wuhan = (browser(cast.accounts[who]) for who in ("secretariat", "market_liaison", "clerk"))
    assert "尚無聯合發文" in words(client.get("/console/campaigns/issues/"))
    assert "起草聯合發文" in words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    address = f"/console/campaigns/versions/{version.pk}/issue/"
    form = client.get(address).context["form"]
    start = {field.html_name: field.value() or "" for field in form}
    assert start == {
        "title": "關於印發《2026年「3·15」活動實施方案》的通知",
        "number": "",
        "text": "現將《2026年「3·15」活動實施方案》印發給你們，請結合實際認真組織實施。",
        "partners": "",
        "recipients": "武漢市消費者協會\n黃石市消費者委員會",
        "copies": "",
        "annexes": "",
        "reply_until": "",
        "acknowledge_until": "",
        "plans_until": "",
    }
    sent = {**start, "number": "鄂消〔2026〕12號", "partners": f"{MARKET}\n\n{UNION}", "reply_until": "2026-05-15"}
    answer = client.post(address, sent)
    row = JointIssue.objects.get()
    assert answer.url == f"/console/campaigns/issues/{row.pk}/"
    assert "起草聯合發文" not in words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    edit = f"/console/campaigns/issues/{row.pk}/edit/"
    again = {field.html_name: field.value() or "" for field in client.get(edit).context["form"]}
    assert (again["number"], again["partners"], again["reply_until"]) == (
        "鄂消〔2026〕12號", f"{MARKET}\n{UNION}", date(2026, 5, 15),
    )  # fmt: skip
    client.post(edit, {**sent, "acknowledge_until": "2026-05-20", "annexes": "任務分工表", "version": "1"})
    assert "沒有待貴單位答覆的文件。" in words(market.get("/console/"))
    client.post(f"/console/campaigns/issues/{row.pk}/ask/", {"version": "2"})
    first, second = row.partners.all()
    assert "關於印發《2026年「3·15」活動實施方案》的通知 湖北省消費者委員會 · 截止日2026-05-15" in words(
        market.get("/console/")
    )
    page = f"/console/campaigns/partners/{first.pk}/"
    seen = words(market.get(page))
    for said in ("發文字號 鄂消〔2026〕12號", "2.1 年主題座談會", "貴單位將在文件上署名。", "答覆 尚未答覆"):
        assert said in seen
    market.post(f"{page}confirm/", {"version": "1"})
    assert "登記該單位的書面意見。" in words(client.get(f"/console/campaigns/partners/{second.pk}/"))
    seen = words(client.get(answer.url))
    for said in ("尚有單位未答覆", f"1 {MARKET} 已確認", "在系統內", f"2 {UNION} 尚未答覆", "狀態 徵求意見中"):
        assert said in seen
    client.post(f"/console/campaigns/partners/{second.pk}/decline/", {"version": "1", "reason": "另行發文"})
    client.post(f"/console/campaigns/issues/{row.pk}/issue/", {"version": "3"})
    row.refresh_from_db()
    seen = words(client.get(answer.url))
    for said in (
        "狀態 已印發",
        f"校驗碼 {row.digest} 未經改動",
        f"署名 湖北省消費者委員會 {MARKET} 主送 武漢市消費者協會 黃石市消費者委員會",
        "附件 任務分工表",
        "成文日期 2026-05-12",
        "送達組織數 2",
        "已簽收 0",
        "未簽收 2",
        "書面登記",
        "另行發文",
    ):
        assert said in seen
    to = deliveries(row)["武漢市消費者協會"]
    assert "2026-05-20前簽收" in words(wuhan.get("/console/"))
    assert "未簽收" in words(wuhan.get("/console/campaigns/delivered/"))
    seen = words(wuhan.get(f"/console/campaigns/deliveries/{to.pk}/"))
    for said in ("送達 武漢市消費者協會", "簽收截止日 2026-05-20", "2.1 年主題座談會", "狀態 未簽收"):
        assert said in seen
    wuhan.post(f"/console/campaigns/deliveries/{to.pk}/acknowledge/")
    seen = words(wuhan.get(f"/console/campaigns/deliveries/{to.pk}/"))
    assert "狀態 已簽收 簽收時間 2026-05-12 10:00 簽收人 clerk" in seen
    assert "/acknowledge/" not in wuhan.get(f"/console/campaigns/deliveries/{to.pk}/").content.decode()
    assert "收到的文件均已簽收。" in words(wuhan.get("/console/"))
    client.post(f"/console/campaigns/issues/{row.pk}/chase/")
    silent = f"/console/campaigns/issues/{row.pk}/deliveries/?state=silent"
    seen = words(client.get(silent))
    assert "黃石市消費者委員會 未簽收 2026-05-12 10:00 1 2026-05-12 10:00" in seen
    assert "武漢市消費者協會" not in seen
    seen = words(client.get(f"/console/campaigns/issues/{row.pk}/deliveries/?state=acknowledged"))
    assert "武漢市消費者協會 已簽收 2026-05-12 10:00 2026-05-12 10:00 0" in seen
    file = client.get(f"/console/campaigns/issues/{row.pk}/deliveries/export/?format=csv")
    body = b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    assert "黃石市消費者委員會" in body
    other = words(
        browser(cast.accounts["huangshi_clerk"]).get(
            f"/console/campaigns/deliveries/{deliveries(row)['黃石市消費者委員會'].pk}/"
        )
    )
    assert "已催辦 1次" in other
    assert "鄂消〔2026〕12號 關於印發" in words(client.get("/console/campaigns/issues/"))


@ON_THAT_DAY
def test_a_paper_is_withdrawn_in_the_browser(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    client = browser(cast.accounts["secretariat"])
    assert "徵求聯合單位意見" in words(client.get(f"/console/campaigns/issues/{row.pk}/"))
    client.post(f"/console/campaigns/issues/{row.pk}/withdraw/", {"reason": "暫緩", "version": "1"})
    seen = words(client.get(f"/console/campaigns/issues/{row.pk}/"))
    assert "狀態 已撤回" in seen
    assert "理由 暫緩" in seen
    assert "起草聯合發文" in words(client.get(f"/console/campaigns/versions/{version.pk}/"))


@ON_THAT_DAY
def test_who_only_reads_sees_no_step(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    seen = browser(cast.accounts["analyst"]).get(f"/console/campaigns/issues/{row.pk}/").content.decode()
    assert "關於印發方案的通知" in seen
    assert "/ask/" not in seen
    assert "/edit/" not in seen


def test_the_paper_is_an_official_document(cast: Any, version: PlanVersion) -> None:
    found = document_of({**PAPER, "plan": version.content}, "zh-hant")
    assert found == OfficialDocument(
        script=Script.TRADITIONAL,
        issuers=("省消費者委員會", "省總工會"),
        title="關於印發方案的通知",
        day=date(2026, 5, 12),
        body=(Paragraph("請組織實施。"), Paragraph("按時報送。")),
        kind="通知",
        number=DocumentNumber("鄂消", 2026, 12),
        recipients="武漢市消費者協會、黃石市消費者委員會",
        annexes=(
            Annex(
                "2026年「3·15」活動實施方案",
                (
                    Paragraph("為民"),
                    Paragraph("人人知曉"),
                    Item(1, "組織領導"),
                    Paragraph("成立組委會"),
                    Item(1, "活動形式"),
                    Item(
                        2,
                        "年主題座談會。",
                        "責任單位：祕書處；時間：2026年3月10日至3月11日；地點：禮堂；成果：80家企業。解讀年主題。",
                    ),
                    Item(2, "現場諮詢"),
                    Item(2, "知識競賽"),
                ),
            ),
            Annex("任務分工表"),
        ),
        copies="省政府辦公廳，省消協",
        printing_body="省消費者委員會",
        printing_day=date(2026, 5, 12),
    )


def test_the_paper_of_a_draft_in_simplified_has_no_day_and_no_number(version: PlanVersion) -> None:
    for language in ("zh-hans", "en"):
        found = document_of({**PAPER, "number": "", "issued_on": "", "plan": version.content}, language)
        assert (found.script, found.title, found.day, found.number) == ("zh-hans", "关于印发方案的通知", None, None)
        assert found.annexes[0].title == "2026年“3·15”活动实施方案"


@ON_THAT_DAY
def test_the_paper_is_downloaded_by_who_issues_it_and_by_who_got_it(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    client = browser(cast.accounts["secretariat"])
    page = client.get(f"/console/campaigns/issues/{row.pk}/").content.decode()
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        address = f"/console/campaigns/issues/{row.pk}/paper.{form}"
        assert address in page
        answer = client.get(address)
        assert answer.content.startswith(begins)
        name = quote(f"關於印發方案的通知.{form}")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert client.get(address)["Content-Type"] == "application/pdf"
    to = deliveries(row)["武漢市消費者協會"]
    wuhan, address = browser(cast.accounts["clerk"]), f"/console/campaigns/deliveries/{to.pk}/paper.pdf"
    assert address in wuhan.get(f"/console/campaigns/deliveries/{to.pk}/").content.decode()
    assert wuhan.get(address).content.startswith(b"%PDF")
