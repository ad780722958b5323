"""What is no field of a new case, by hand: columns that registration fills by itself, and what else the places show."""

from tests.round_trip.lines import (
    CASE_PAGE,
    CHECK,
    DESK,
    EXPORT,
    FACTS,
    RESULT,
    ROWS,
    SHEET,
    SHEET_FORM,
    TRACKED,
    TRACKING,
    By,
)
from tests.round_trip.table import MARKET, NOW

LATER = {
    # Columns that no field of a new case fills, and what they hold right after registration.
    "Case.state": "registered", "Case.version": 1, "Case.officer_id": None, "Case.recovered_cents": None, "Case.accepted_at": None,
    "Case.closed_at": None, "Case.closed_on": None, "Case.result": "", "Case.result_note": "", "Case.decline_grounds": [],
    "Case.decline_statement": "", "Case.declination_by_id": None, "Case.resume_state": "", "Case.duplicate_of_id": None, "Case.calendar_unknown": False, "Case.was_late": False, "Case.has_note": False,
    "Case.next_clock": "acceptance", "Case.pack": "council-2024",
    "Case.registered_by": By({"": None, DESK: "clerk", SHEET: "clerk", SHEET_FORM: "clerk"}),
    "Party.role": "consumer",
    "Trader.folded_name": "参号电器行", "Trader.merged_into_id": None, "Trader.created_at": NOW,
    # Made of place, goods, nature and the kind of trader together.
    "Case.competent": MARKET, "Case.competence": "market-platform_seller",
}  # fmt: skip
NUMBERED = (
    "Case.id",
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
OTHERS = {
    # What places show that is no field of a new case.
    CASE_PAGE: {"主管機構", "主管機構: note", "承辦人", "適用規則"},
    TRACKING: {"狀態", "狀態: note", "期限: note"},
    TRACKED: {"number", "state", "state_words", "steps"},
    EXPORT: {"number", "state", "closed", "result", "recovered_yuan"},
    ROWS: {"編號", "狀態", "辦理結果", "挽回金額"},
    RESULT: {"行", "結果", "案件編號", "說明"},
    CHECK: {"您的案件提交至", "可能的主管部門", "可能的主管部門: note"},
    FACTS: {"cases.recovered_cents"},
}
