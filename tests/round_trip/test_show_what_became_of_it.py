"""What became of a case, on the page of the staff, on that of its consumer and in the API: every part of each, by hand.

The case came by the portal with everything filled in (`table.py`), and is handled on the same day, a step an hour.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.cases import services
from open315.cases.models import Case
from open315.cases.query_codes import query_code
from open315.core.uploads import services as uploads
from tests.round_trip.doors import DOORS, file, staff
from tests.round_trip.lines import PORTAL
from tests.round_trip.places import READER, words
from tests.round_trip.table import NOW
from tests.round_trip.test_round_trip import given

pytestmark = pytest.mark.django_db
MARKET, WUHAN = "武漢市市場監督管理局", "武漢市消費者協會"


def hour(n: int) -> datetime:
    return NOW + timedelta(hours=n)


@dataclass
class Handled:
    """A case under way, and how it is shown an hour later."""

    cast: Any
    case: Case
    now: int = 0

    def do(self, verb: str, who: str, **given: Any) -> None:
        """The next hour's step."""
        self.now += 1
        with time_machine.travel(hour(self.now), tick=False):
            getattr(services, verb)(self.case.pk, actor=self.cast.actor(who), at=hour(self.now), **given)

    def page(self, who: str = READER) -> dict[str, str]:
        """The page of the staff by its headings; "" is what stands above them."""
        with time_machine.travel(hour(self.now + 1), tick=False):
            page = staff(self.cast, who).get(f"/console/cases/{self.case.number}/").content.decode()
        return parts(page)

    def tracked(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The page of the consumer, and the answer of the API."""
        client, code = Client(), query_code(self.case.pk)
        with time_machine.travel(hour(self.now + 1), tick=False):
            client.post("/track/", {"code": code})
            page = client.get("/track/case/").content.decode()
            answer = client.post("/api/v1/cases/track", {"code": code}, content_type="application/json")
        told = r'<details class="card">\s*<summary>您告訴我們的內容</summary>.*?</details>'  # the table of fields looks at these
        return parts(re.sub(told, "", page, flags=re.DOTALL)), answer.json()


def parts(page: str) -> dict[str, str]:
    main = page[page.index("<h1") :]
    main = main[: main.index("</main")]
    head, *rest = re.split(r"<h2[^>]*>", main)
    found = {"": words(head)}
    for part in rest:
        heading, _end, text = part.partition("</h2>")
        found[words(heading)] = words(text)
    return found


@pytest.fixture
def handled(cast: Any, settings: Any, tmp_path: Path) -> Handled:
    settings.UPLOADS, settings.EXPORTS, settings.FILINGS_PER_HOUR = tmp_path / "uploads", tmp_path / "exports", 1000
    with time_machine.travel(NOW, tick=False):
        case_id = DOORS[PORTAL](cast, given(PORTAL))
    return Handled(cast, Case.objects.get(pk=case_id))


def wrong(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """Where a page is not as the table says."""
    return [
        f"{name}: {found.get(name)!r}, should be {text!r}" for name, text in expected.items() if found.get(name) != text
    ]


RECEIVED = "已登記 消費者 2026-05-12 10:00"
ACCEPTANCE_DUE = (
    "此日期如何得出 期限 7 個工作日；收到日 2026-05-12 不計入 第 1 個工作日為 05-13 另有 2 個週末休息日不計入 期限最後一日為 2026-05-21 "
    "依據：消費者權益保護法第三十七條第一款第（五）項；實施條例第四十五條「及時處理」（本地選項）"
)
REPLY_DUE = (
    "此日期如何得出 期限 15 個工作日；轉辦日 2026-05-12 不計入 第 1 個工作日為 05-13 另有 6 個週末休息日不計入 期限最後一日為 2026-06-02 "
    "依據：消費者權益保護法第三十七條第一款第（四）項；實施條例第三十六條（應當調查並答覆，未定天數）（本地選項）"
)
OFFICE_DUE = (
    "此日期如何得出 期限 7 個工作日；部門收到之日 2026-05-12 不計入 第 1 個工作日為 05-13 另有 2 個週末休息日不計入 "
    "期限最後一日為 2026-05-21 依據：處理辦法第十五條；消費者權益保護法第四十六條"
)
"""From its acknowledging on, the office's own clock says until when it has to act."""
REPLY_DUE_TRACKED = (
    "期限 15 個工作日；轉辦日 2026-05-12 不計入；第 1 個工作日為 05-13；另有 6 個週末休息日不計入；期限最後一日為 2026-06-02；"
    "依據：消費者權益保護法第三十七條第一款第（四）項；實施條例第三十六條（應當調查並答覆，未定天數）（本地選項）。"
)
RATING = (
    "評價出於自願，不影響您的案件；消費者組織會閱讀。 您對辦理情況是否滿意？ 5分 非常滿意 4分 滿意 3分 一般 2分 不滿意 1分 非常不滿意 "
    "哪些地方好，哪些需要改進？ 選填 提交評價"
)
MINE = "拾.png 70 位元組 拾壹.png 70 位元組"
MAY_OBJECT = "不同意處理結果的，可以在2026-05-27（星期三）前提出異議"
"""Fifteen days after the twelfth."""
OBJECTION = (
    "您可以在2026-05-27（星期三）前提出一次異議，由未參與原處理的人員複查，結果另行告知。選擇其他途徑不必先提出異議；提出異議也不中止法律規定的期限。 "
    "結果哪裏不對？ 請說明遺漏了什麼、哪裏不符合事實；有新的照片或者文件，請一併提交。 照片、票據、合同（JPEG、PNG、PDF 等） "
    "最多 10 個文件，每個不超過 20 MB。原件作為證據原樣保存。 提出異議"
)
SENT = f"{RECEIVED} 轉辦至{MARKET} 請查處 officer · {WUHAN} 2026-05-12 11:00"
SEEN = f"{RECEIVED} 轉辦至{MARKET} 請查處 {WUHAN} 2026-05-12 11:00"


def test_a_case_in_the_hands_of_another_body(handled: Handled) -> None:
    handled.do("refer_case", "officer", to_organisation_id=handled.cast.bodies["market"].pk, reason="請查處")
    page = handled.page()
    assert wrong(page, {
        "": "標題壹 139****0001 武消2026-00001 420100-2026-00001 已轉辦 2026-06-02 還有 21 天 投訴 · 網站 · 2026-05-12 10:00 打印 關注此案 分派 g 備註 m 致函消費者 更多 聯繫經營者 約定時間 出具公函 致函經營者 補充證據 督辦 撤回 歸類 拆分 變更主管部門 查看個人信息 換發查詢碼",
        "辦理經過": SENT,
        "期限": f"部門答覆 2026-06-02 還有 21 天 {REPLY_DUE} 受理決定 2026-05-21 按期完成 {ACCEPTANCE_DUE}",
        "轉辦記錄": f"{MARKET} 已發出 2026-05-12 11:00 · 答覆期限 2026-06-02 請其辦理的事項 請查處",
    }) == []  # fmt: skip
    assert f"目前承辦 {MARKET}" in page["案件信息"]
    seen, answer = handled.tracked()
    assert wrong(seen, {
        "": "武消2026-00001 標題壹 139****0001 電話中也可說： 420100-2026-00001 在此電腦上關閉",
        "您現在可以做什麼": "請等候：部門答覆，最遲2026-06-02（星期二） 選擇其他5種途徑之一 補充照片或其他文件 補充說明，或更正先前的內容 "
            f"下載保存本案的通知書 事情已解決的，可撤回案件 有疑問請洽 {WUHAN} 狀態 已轉辦 已由其他單位辦理，消費者組織跟進中。 目前承辦 {MARKET} "
            f"期限 2026-06-02 · 星期二 這一天如何計算 {REPLY_DUE_TRACKED}",
        "您還可以選擇的途徑": ROUTES_WITH_DOORS,
        "辦理經過": SEEN,
        "您提交的文件": MINE,
    }) == []  # fmt: skip
    assert {name: answer[name] for name in ("number", "state", "state_words", "holder", "due_on")} == {
        "number": "武消2026-00001", "state": "referred", "state_words": "已轉辦", "holder": MARKET, "due_on": "2026-06-02",
    }  # fmt: skip


def _handle_to_the_end(handled: Handled) -> None:
    report = uploads.receive(file("檢測.png"), at=hour(1)).pk
    handled.do("refer_case", "officer", to_organisation_id=handled.cast.bodies["market"].pk, reason="請查處")
    handled.do("acknowledge_referral", "market_liaison")
    handled.do("answer_referral", "market_liaison", reply="已責令改正")
    handled.do("add_evidence", "officer", upload_ids=[report], note="檢測報告")
    handled.do("add_note", "officer", text="電話聯繫過")
    handled.do("close_case", "officer", result="settled", note="已退款", recovered_cents=98_765)


def test_a_case_that_was_answered_and_closed(handled: Handled) -> None:
    _handle_to_the_end(handled)
    page = handled.page()
    liaison, officer = f"market_liaison · {MARKET}", f"officer · {WUHAN}"
    assert wrong(page, {
        "證據": "武消2026-00001-1.png 70 位元組 · 2026-05-12 10:00 武消2026-00001-2.png 70 位元組 · 2026-05-12 10:00 武消2026-00001-3.png 70 位元組 · 2026-05-12 14:00 檢測報告 每次打開文件都會記入審計日誌。",
        "辦理經過": f"{SENT} 承辦單位已簽收 {liaison} 2026-05-12 12:00 承辦單位已答覆 已責令改正 {liaison} 2026-05-12 13:00 "
                    f"補充證據（1 個文件） 檢測報告 {officer} 2026-05-12 14:00 備註 電話聯繫過 {officer} 2026-05-12 15:00 "
                    f"辦結：雙方和解，挽回 ¥987.65 已退款 {officer} 2026-05-12 16:00",
        "期限": f"受理決定 2026-05-21 按期完成 {ACCEPTANCE_DUE} 部門答覆 2026-06-02 按期完成 {REPLY_DUE} 部門受理決定 2026-05-21 按期完成 {OFFICE_DUE}",
        "當事人": "消費者 陸** 139-****-0006 查看個人信息 u",
        "轉辦記錄": f"{MARKET} 已答覆 2026-05-12 11:00 · 答覆期限 2026-05-21 請其辦理的事項 請查處 答覆 已責令改正",
    }) == []  # fmt: skip
    assert page[""].startswith(
        "標題壹 139****0001 武消2026-00001 420100-2026-00001 已辦結 投訴 · 網站 · 2026-05-12 10:00"
    )
    assert "辦理結果 雙方和解 已退款 挽回金額 ¥987.65" in page["案件信息"]


def test_the_consumer_sees_public_steps_and_no_names(handled: Handled) -> None:
    _handle_to_the_end(handled)
    seen, answer = handled.tracked()
    assert seen == {
        "": "武消2026-00001 標題壹 139****0001 電話中也可說： 420100-2026-00001 在此電腦上關閉",
        "您現在可以做什麼": f"{MAY_OBJECT} 下載保存本案的通知書 評價消費者組織的辦理情況 有疑問請洽 {WUHAN} 狀態 已辦結 案件已辦結，結果見下文。 目前承辦 {WUHAN} 辦理結果 雙方和解 已退款",
        "可保存的文件": "收件回執 PDF 辦結通知 PDF",
        "辦理經過": f"{SEEN} 承辦單位已簽收 {MARKET} 2026-05-12 12:00 補充證據（1 個文件） 檢測報告 {WUHAN} 2026-05-12 14:00 "
                    f"辦結：雙方和解，挽回 ¥987.65 已退款 {WUHAN} 2026-05-12 16:00",
        "您提交的文件": MINE,
        "不同意處理結果": OBJECTION,
        "請您評價": RATING,
    }  # fmt: skip
    steps = {
        2: "已登記",
        3: f"轉辦至{MARKET}",
        4: "承辦單位已簽收",
        6: "補充證據（1 個文件）",
        8: "辦結：雙方和解，挽回 ¥987.65",
    }
    assert answer == {
        "number": "武消2026-00001", "state": "closed", "state_words": "已辦結", "holder": WUHAN, "due_on": None,
        "steps": [{"at": f"2026-05-12T0{at}:00:00+00:00", "words": said} for at, said in steps.items()],
    }  # fmt: skip


GROUNDS = (
    "沒有明確的被投訴人、具體的請求或者事實依據，經告知仍未補充（本會受理投訴的規則（本地）） "
    "法律、法規規定不予受理的其他情形（相關法律、法規）"
)
NEGOTIATION, MEDIATION, DEPARTMENT, ARBITRATION, COURT = (
    "與經營者協商和解（消費者權益保護法第三十九條第（一）項）",
    "請求依法成立的其他調解組織調解（消費者權益保護法第三十九條第（二）項）",
    "向有關行政部門投訴（全國12315平台、12315熱線）（消費者權益保護法第三十九條第（三）項）",
    "根據與經營者達成的仲裁協議提請仲裁機構仲裁（消費者權益保護法第三十九條第（四）項）",
    "向人民法院提起訴訟（消費者權益保護法第三十九條第（五）項）",
)
ROUTES = f"{NEGOTIATION} {MEDIATION} {DEPARTMENT} {ARBITRATION} {COURT}"
CHECKED = "2026-11-29 查對"
LEGAL_SERVICE = f"中國法律服務網（調解組織、仲裁機構、法律援助） 電話： 12348 {CHECKED}"
ROUTES_WITH_DOORS = (
    f"{NEGOTIATION} {MEDIATION} {LEGAL_SERVICE} {DEPARTMENT} 全國12315平台 電話： 12315 {CHECKED} "
    f"政務服務便民熱線（其他部門） 電話： 12345 {CHECKED} {ARBITRATION} {LEGAL_SERVICE} {COURT} 人民法院在線服務 電話： 12368 {CHECKED}"
)


def test_a_case_that_is_not_to_be_accepted(handled: Handled) -> None:
    handled.do("propose_declination", "officer", grounds=["materials", "other_law"], statement="沒有票據")
    proposed = f"{RECEIVED} 提出不予受理意見，待覆核 officer · {WUHAN} 2026-05-12 11:00"
    assert wrong(handled.page(), {"不予受理": f"{GROUNDS} 沒有票據 其他途徑 {ROUTES}", "辦理經過": proposed}) == []
    seen, answer = handled.tracked()
    assert "狀態 已登記 消費者組織已收到，正在決定是否受理。" in seen["您現在可以做什麼"]
    assert seen["辦理經過"] == RECEIVED
    assert (answer["state"], answer["due_on"]) == ("registered", "2026-05-21")
    assert not {"不予受理的理由", "您還可以選擇的途徑"} & set(seen)
    handled.do("confirm_declination", "supervisor")
    assert wrong(handled.page(), {
        "不予受理": f"{GROUNDS} 沒有票據 其他途徑 {ROUTES}",
        "辦理經過": f"{proposed} 不予受理 supervisor · {WUHAN} 2026-05-12 12:00",
    }) == []  # fmt: skip
    seen, answer = handled.tracked()
    assert seen == {
        "": "武消2026-00001 標題壹 139****0001 電話中也可說： 420100-2026-00001 在此電腦上關閉",
        "您現在可以做什麼": f"{MAY_OBJECT} 選擇其他5種途徑之一 下載保存本案的通知書 評價消費者組織的辦理情況 補齊材料或情況變化後，重新提交 有疑問請洽 {WUHAN} "
            f"狀態 不予受理 消費者組織不能受理此案，理由和其他途徑見下文。 目前承辦 {WUHAN}",
        "不予受理的理由": f"{GROUNDS} 沒有票據",
        "您還可以選擇的途徑": ROUTES_WITH_DOORS,
        "可保存的文件": "收件回執 PDF 不予受理通知 PDF",
        "辦理經過": f"{RECEIVED} 不予受理 {WUHAN} 2026-05-12 12:00",
        "您提交的文件": MINE,
        "不同意處理結果": OBJECTION,
        "請您評價": RATING,
    }  # fmt: skip
    assert (answer["state"], answer["state_words"], answer["due_on"]) == ("declined", "不予受理", None)


def test_a_case_that_is_the_same_as_another(handled: Handled) -> None:
    with time_machine.travel(NOW, tick=False):
        other = Case.objects.get(pk=DOORS[PORTAL](handled.cast, given(PORTAL, title="又一件")))
    handled.do("mark_duplicate", "clerk", of_id=other.pk)
    assert f"重複自 {other.number}" in handled.page()["案件信息"]
