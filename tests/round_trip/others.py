"""What is no field of a new case, by hand: columns that registration fills by itself, and what else the places show."""

from typing import Any

from tests.round_trip.lines import (
    CASE_PAGE,
    CHECK,
    DESK,
    EXPORT,
    FACTS,
    MANY,
    PORTAL,
    RESULT,
    ROWS,
    SEARCH,
    SERVICE,
    SHEET,
    SHEET_FORM,
    TRACKED,
    TRACKING,
    By,
)
from tests.round_trip.values import MARKET, NOW

LATER = {
    # Columns that no field of a new case fills, and what they hold right after registration.
    "Case.state": "registered", "Case.version": 1, "Case.officer_id": None, "Case.recovered_cents": None, "Case.accepted_at": None,
    "Case.closed_at": None, "Case.closed_on": None, "Case.result": "", "Case.result_note": "", "Case.decline_grounds": [],
    "Case.decline_statement": "", "Case.declination_by_id": None, "Case.resume_state": "", "Case.duplicate_of_id": None, "Case.split_from_id": None, "Case.calendar_unknown": False, "Case.was_late": False, "Case.has_note": False, "Case.is_history": False, "Case.is_leaving": False, "Case.news_from": None, "Case.code_generation": None, "Case.rating": None, "Case.rated_on": None, "Case.masked_by": 4,
    "Case.next_clock": "acceptance", "Case.pack": "council-2024",
    "Case.registered_by": By({"": None, DESK: "clerk", SHEET: "clerk", SHEET_FORM: "clerk"}),
    "Party.role": "consumer",
    "Trader.folded_name": "参号电器行", "Trader.merged_into_id": None, "Trader.created_at": NOW,
    # Made of place, goods, nature and the kind of trader together.
    "Case.competent": MARKET, "Case.competence": "market-platform_seller",
}  # fmt: skip
NUMBERED = (
    "Case.id",
    "Case.import_id",
    "Case.number",
    "Case.query_code_hash",
    "Case.trader_id",
    "Trader.platform_id",
    "Party.id",
    "Party.case_id",
    "Party.identity_id",
    "Trader.id",
)
"""Columns that are unlike at each registration."""
NUMBER = By({"": "武消2026-00001", SERVICE: "黃消2026-00001", MANY: "黃消2026-00001"})
ARTICLES = "依據：消費者權益保護法第三十七條第一款第（五）項；實施條例第四十五條「及時處理」（本地選項）。"
AFTER_ROW = "收到日 2026-04-20 不計入；第 1 個工作日為 04-21；另有 2 個週末休息日不計入；期限最後一日為 2026-04-29；"
AFTER_TOLD = (
    "收到日 2026-04-29 不計入；第 1 個工作日為 04-30；05-01 至 05-05 勞動節放假；05-09（週六）為勞動節補班日，計入；"
    "另有 1 個週末休息日不計入；期限最後一日為 2026-05-12；"
)
WHY_DUE = {
    "": "收到日 2026-05-12 不計入；第 1 個工作日為 05-13；另有 2 個週末休息日不計入；期限最後一日為 2026-05-21；",
    SHEET: AFTER_ROW, SHEET_FORM: AFTER_ROW, SERVICE: AFTER_TOLD, MANY: AFTER_TOLD,
}  # fmt: skip
WHY_MARKET = (
    "由平台內經營者在平台公示的地址（沒有或無法聯繫的，為平台住所地）的縣級市場監督管理部門處理；"
    "湖北省武漢市武昌區沒有登記縣級機關，列其上級：武漢市市場監督管理局（市級）；平台住所地（浙江省杭州市餘杭區）的同級部門也有權處理。"
)
WHY_ON_PORTAL = WHY_MARKET.replace("；平台住所地（浙江省杭州市餘杭區）的同級部門也有權處理", "")
"""The portal asks nobody where a platform is."""
TOLD_AT = {
    "": "2026-05-12T02:00:00+00:00", SHEET: "2026-04-20T00:15:00+00:00", SHEET_FORM: "2026-04-20T00:15:00+00:00",
    MANY: "2026-04-28T16:30:00+00:00",
}  # fmt: skip
"""When the register learnt of it: now, or for what it is given many of at once, when each was received."""
OTHERS: dict[str, dict[str, Any]] = {
    # What places show that is no field of a new case.
    CASE_PAGE: {
        "主管機構": MARKET, "主管機構: note": By({"": WHY_MARKET, PORTAL: WHY_ON_PORTAL}), "承辦人": "尚未分派",
        "適用規則": "消費者組織受理投訴規則（實施條例施行後）",
    },
    TRACKING: {
        "狀態": "已登記", "狀態: note": "消費者組織已收到，正在決定是否受理。",
        "期限: note": By({door: f"期限 7 個工作日；{why}{ARTICLES}" for door, why in WHY_DUE.items()}),
    },
    TRACKED: {
        "number": NUMBER, "state": "registered", "state_words": "已登記",
        "steps": By({door: [{"at": at, "words": "已登記"}] for door, at in TOLD_AT.items()}),
    },
    EXPORT: {"編號": NUMBER, "狀態": "已登記", "承辦人": "", "辦結日期": "", "結果": "", "挽回損失（元）": ""},
    ROWS: {"編號": NUMBER, "狀態": "已登記", "辦理結果": "", "挽回金額": ""},
    RESULT: {"導入：行": "2", "導入：結果": "新增", "導入：案件": NUMBER, "導入：說明": ""},
    CHECK: {
        "您的案件提交至": "武漢市消費者協會", "可能的主管部門": MARKET,
        "可能的主管部門: note": f"{WHY_ON_PORTAL} · 市場監督管理投訴舉報處理辦法第十三條",
    },
    FACTS: {"cases.recovered_cents": 0},
    SEARCH: {"2026-00001": True},
}  # fmt: skip
