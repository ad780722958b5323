"""What the doors tell and the clocks make of it: a value, or one for each door that differs.

Days: received on Tuesday 2026-05-12 where the clock tells it (acceptance is due in 7 working days, on 05-21), on Monday 04-20 where
the sheet tells it (due on 04-29), on Wednesday 04-29 where the program tells it (due on 05-12, after Labour Day).
"""

from datetime import UTC, date, datetime

from tests.round_trip.lines import API, DESK, MANY, PORTAL, SERVICE, SHEET, SHEET_FORM, By

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
TOLD = datetime(2026, 4, 28, 16, 30, tzinfo=UTC)
"""Half past midnight on 04-29 in China."""
ROW = datetime(2026, 4, 20, 0, 15, tzinfo=UTC)
CODE = "91420100MA4KXXXX1G"
"""A unified social credit code whose last sign is right."""
SOURCE = "12345熱線#武漢市消費者協會"
"""What the clerk calls the source, and the council whose source it is."""
WUHAN, HUANGSHI = "武漢市消費者協會", "黃石市消費者委員會"
MARKET = "武漢市市場監督管理局"

COUNCIL = By({"": WUHAN, SERVICE: HUANGSHI, MANY: HUANGSHI})
RECEIVED_ON = By(
    {"": "2026-05-12", SHEET: "2026-04-20", SHEET_FORM: "2026-04-20", SERVICE: "2026-04-29", MANY: "2026-04-29"}
)
DUE_ON = By(
    {
        "": date(2026, 5, 21),
        SHEET: date(2026, 4, 29),
        SHEET_FORM: date(2026, 4, 29),
        SERVICE: date(2026, 5, 12),
        MANY: date(2026, 5, 12),
    }
)
DUE = By({"": "2026-05-21", SHEET: "2026-04-29", SHEET_FORM: "2026-04-29", SERVICE: "2026-05-12", MANY: "2026-05-12"})
CHANNEL = By(
    {
        PORTAL: "網站",
        DESK: "來信",
        API: "接口",
        SHEET: "網絡論壇",
        SHEET_FORM: "表格導入",
        SERVICE: "短信",
        MANY: "電子郵件",
    }
)
CHANNEL_CODE = By(
    {PORTAL: "web", DESK: "post", API: "api", SHEET: "forum", SHEET_FORM: "sheet", SERVICE: "sms", MANY: "mail"}
)
SHEET_SOURCE = By({"": "", SHEET: SOURCE, SHEET_FORM: SOURCE, SERVICE: "省平台", MANY: "省平台"})
REF = By({"": "", SHEET: "工單-77", SHEET_FORM: "工單-77", SERVICE: "工單-77", MANY: "工單-77"})
