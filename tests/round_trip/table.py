"""The table, by hand. No two values are alike, so that a swap is seen. Pages are those in Traditional Chinese.

Days: received on Tuesday 2026-05-12 where the clock tells it (acceptance is due in 7 working days, on 05-21), on Monday 04-20 where
the sheet tells it (due on 04-29), on Wednesday 04-29 where the program tells it (due on 05-12, after Labour Day).
"""

from datetime import UTC, date, datetime

from tests.round_trip.lines import (
    API,
    CASE_PAGE,
    CHECK,
    DESK,
    EXPORT,
    FACTS,
    MAIL,
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
    UNMASKED,
    By,
    Line,
)  # fmt: skip

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

TABLE = (
    Line(
        name="kind", value="complaint",
        portal="kind", desk="kind", api="kind", sheet=("類型", "投訴"), sheet_form="form:kind",
        kept={"Case.kind": "complaint"},
        bare={"Case.kind": By({SHEET: "complaint"}), "Case.competence": By({SHEET: "market-platform_seller"})},
        shown={
            CASE_PAGE: {"lead: kind": "投訴"}, EXPORT: {"kind": "投訴"}, CHECK: {"您想做什麼？": "投訴：請求解決我與經營者之間的爭議"},
            FACTS: {"cases.by_kind": {"complaint": 1}},
        },
        refused={PORTAL: "kind", DESK: "kind", API: "kind"},
    ),
    Line(
        name="channel", value=CHANNEL_CODE,
        desk="channel", sheet=("渠道", "論壇"),
        kept={"Case.channel": CHANNEL_CODE, "TimelineEntry.data.channel": CHANNEL_CODE},
        bare={"Case.channel": "sheet", "TimelineEntry.data.channel": "sheet"},
        shown={
            CASE_PAGE: {"lead: channel": CHANNEL}, EXPORT: {"channel": CHANNEL}, ROWS: {"渠道": CHANNEL},
            FACTS: {"cases.by_channel": By({door: {code: 1} for door, code in CHANNEL_CODE.items()})},
        },
        refused={DESK: "channel"},
    ),
    Line(
        name="title", value="標題壹 13900000001",
        portal="title", desk="title", api="title", sheet="標題", sheet_form="標題",
        kept={"Case.title": "標題壹 139****0001", "sealed.title": "標題壹 13900000001"},
        bare={"Case.title": By({SHEET: "經過貳，電話 138****0002"}), "sealed.title": By({SHEET: "經過貳，電話 13800000002"})},
        shown={
            CASE_PAGE: {"heading": "標題壹 139****0001"}, TRACKING: {"lead": "標題壹 139****0001"},
            EXPORT: {"title": "標題壹 139****0001"}, ROWS: {"標題": "標題壹 139****0001"},
            UNMASKED: {"original of 標題": "標題壹 13900000001"}, CHECK: {"用一句話說明是什麼事": "標題壹 13900000001"},
            SEARCH: {"標題壹": True},
        },
        secret="13900000001",
        refused={PORTAL: "title", DESK: "title", API: "title", SERVICE: "title", MANY: "title"},
    ),
    Line(
        name="narrative", value="經過貳，電話 13800000002。",
        portal="narrative", desk="narrative", api="narrative", sheet="內容", sheet_form="內容",
        kept={"Case.narrative": "經過貳，電話 138****0002。", "sealed.narrative": "經過貳，電話 13800000002。"},
        bare={"Case.narrative": "", "sealed.narrative": None},
        shown={
            CASE_PAGE: {"what happened": "經過貳，電話 138****0002。"}, EXPORT: {"narrative": "經過貳，電話 138****0002。"},
            UNMASKED: {"original of 事情經過": "經過貳，電話 13800000002。"}, CHECK: {"發生了什麼？": "經過貳，電話 13800000002。"},
            SEARCH: {"經過貳": True},
        },
        secret="13800000002",
        refused={PORTAL: "narrative", DESK: "narrative", API: "narrative"},
    ),
    Line(
        name="council_id", value="huangshi",
        # Not asked: the portal and the API go by the place, the desk and the sheet by whoever registers.
        kept={"Case.council": COUNCIL, "Case.holder": COUNCIL},
        shown={
            CASE_PAGE: {"消費者組織": COUNCIL}, EXPORT: {"council": COUNCIL}, TRACKING: {"目前承辦": COUNCIL}, TRACKED: {"holder": COUNCIL},
            MAIL: {"council": By({**COUNCIL, API: "武汉市消费者协会"})},
        },
    ),
    Line(
        name="received_at", value=TOLD,
        sheet=("投訴時間", "2026-04-20 08:15"), sheet_form=("投訴時間", "2026-04-20 08:15"),
        kept={
            "Case.received_at": By({"": NOW, SHEET: ROW, SHEET_FORM: ROW, SERVICE: TOLD, MANY: TOLD}),
            "Case.received_on": By({"": date(2026, 5, 12), SHEET: date(2026, 4, 20), SHEET_FORM: date(2026, 4, 20), SERVICE: date(2026, 4, 29), MANY: date(2026, 4, 29)}),
            "Case.next_due_on": DUE_ON, "Clock.due_on": DUE_ON,
        },
        shown={
            CASE_PAGE: {"lead: received": By({"": "2026-05-12 10:00", SHEET: "2026-04-20 08:15", SHEET_FORM: "2026-04-20 08:15", SERVICE: "2026-04-29 00:30", MANY: "2026-04-29 00:30"})},
            EXPORT: {"received": RECEIVED_ON, "due": DUE}, ROWS: {"收件日期": RECEIVED_ON}, TRACKING: {"期限": DUE}, TRACKED: {"due_on": DUE},
            FACTS: {"cases.by_month": By({"": {"2026-05": 1}, SHEET: {"2026-04": 1}, SHEET_FORM: {"2026-04": 1}, SERVICE: {"2026-04": 1}, MANY: {"2026-04": 1}})},
        },
        refused={SHEET: "row", SHEET_FORM: "row"},
    ),
    Line(
        name="trader.trader_id", value=None,
        # Only a program that looked the trader up gives it; see the test of its own.
    ),
    Line(
        name="trader.name", value="參號電器行",
        portal="trader_name", desk="trader_name", api="trader.name", sheet="被投訴方", sheet_form="被投訴方",
        kept={"Case.trader_name": "參號電器行", "Trader.name": "參號電器行"},
        bare={"Case.trader_name": "", "Trader.name": None, "Trader.credit_code": None, "Trader.kind": None, "Trader.address": None, "Trader.region_id": None, "Trader.folded_name": None, "Trader.created_at": None, "Platform.name": None, "Platform.region_id": None},
        shown={
            CASE_PAGE: {"經營者": "參號電器行"}, EXPORT: {"trader": "參號電器行"}, ROWS: {"經營者": "參號電器行"}, CHECK: {"經營者名稱": "參號電器行"},
            SEARCH: {"參號電器": True}, FACTS: {"cases.by_trader": {"參號電器行": 1}},
        },
        refused={PORTAL: "trader_name", DESK: "trader_name", API: "trader.name"},
    ),
    Line(
        name="trader.credit_code", value=CODE,
        api="trader.credit_code", sheet="統一社會信用代碼", sheet_form="統一社會信用代碼",
        kept={"Trader.credit_code": By({"": CODE, PORTAL: "", DESK: ""})},
        bare={"Trader.credit_code": ""},
        secret=CODE,
    ),
    Line(
        name="trader.kind", value="platform_seller",
        portal="trader_kind", desk="trader_kind", api="trader.kind", sheet="form:trader_kind", sheet_form="form:trader_kind",
        kept={"Trader.kind": "platform_seller"},
        bare={"Trader.kind": "offline", "Case.competence": "report-any"},
        shown={CASE_PAGE: {"經營者: note": "平台內經營者"}, CHECK: {"購買方式": "平台內經營者"}},
        refused={PORTAL: "trader_kind", DESK: "trader_kind"},
    ),
    Line(
        name="trader.address", value="肆號路 4 號",
        portal="trader_address", desk="trader_address", api="trader.address", sheet="經營地址", sheet_form="經營地址",
        kept={"Trader.address": "肆號路 4 號"},
        bare={"Trader.address": ""},
        shown={CHECK: {"經營者地址": "肆號路 4 號"}},
        secret="肆號路",
    ),
    Line(
        name="trader.region_code", value="420106",
        portal="trader_place", desk="trader_place", api="trader.place", sheet="商家所在地", sheet_form="商家所在地",
        kept={"Trader.region_id": "420106"},
        bare={"Trader.region_id": None, "Case.competent": None},
        shown={CHECK: {"經營者在哪裏？": "420106"}},
    ),
    Line(
        name="trader.platform_name", value="伍號平台",
        portal="platform_name", desk="platform_name", api="trader.platform_name", sheet="平台", sheet_form="平台",
        kept={"Platform.name": "伍號平台"},
        bare={"Platform.name": None, "Platform.region_id": None},
        shown={CHECK: {"平台名稱": "伍號平台"}},
        refused={PORTAL: "platform_name", DESK: "platform_name"},
    ),
    Line(
        name="trader.platform_region", value="330110",
        portal="platform_place", desk="platform_place", api="trader.platform_place", sheet="平台所在地", sheet_form="平台所在地",
        kept={"Platform.region_id": "330110"},
        bare={"Platform.region_id": None},
        shown={CHECK: {"平台在哪裏？": "330110"}},
    ),
    Line(
        name="purpose", value="consumer",
        portal="purpose", desk="purpose", api="purpose",
        # Kept only where it leads elsewhere: see the test of its own.
        shown={CHECK: {"為什麼購買或者使用，向誰購買？": "自己或家人生活使用，向經營者購買"}},
    ),
    Line(
        name="consumer.name", value="陸小明",
        portal="name", desk="name", api="consumer.name", sheet="姓名", sheet_form="姓名",
        kept={"vault.name": "陸小明", "Party.masked_name": "陸**"},
        bare={"vault.name": "", "Party.masked_name": ""},
        shown={CASE_PAGE: {"party": "消費者 陸** 139-****-0006"}, UNMASKED: {"姓名": "陸小明"}, CHECK: {"您的姓名": "陸小明 （加密保存）"}},
        secret="陸小明",
    ),
    Line(
        name="consumer.phone", value="139-0000-0006",
        portal="phone", desk="phone", api="consumer.phone", sheet="電話", sheet_form="電話",
        kept={"vault.phone": "139-0000-0006", "Party.masked_phone": "139-****-0006", "Party.phone_index": "of 139-0000-0006"},
        bare={"vault.phone": "", "Party.masked_phone": "", "Party.phone_index": ""},
        shown={UNMASKED: {"電話": "139-0000-0006"}, CHECK: {"您的電話": "139-0000-0006 （加密保存）"}},
        secret="139-0000-0006",
    ),
    Line(
        name="consumer.email", value="seven@example.org",
        portal="email", desk="email", api="consumer.email", sheet="電子郵箱", sheet_form="電子郵箱",
        kept={"vault.email": "seven@example.org", "Party.has_email": True},
        bare={"vault.email": "", "Party.has_email": False},
        shown={
            UNMASKED: {"電子郵箱": "seven@example.org"}, CHECK: {"您的電子郵箱": "seven@example.org （加密保存）"},
            MAIL: {"to": "seven@example.org"},
        },
        secret="seven@example.org",
    ),
    Line(
        name="consumer.address", value="捌號巷",
        sheet="住址", sheet_form="住址",
        kept={"vault.address": By({"": "捌號巷", PORTAL: "", DESK: "", API: ""})},
        bare={"vault.address": ""},
        shown={UNMASKED: {"地址": By({"": "捌號巷", PORTAL: "–", DESK: "–", API: "–"})}},
        secret="捌號巷",
    ),
    Line(
        name="consumer.id_number", value="420102199001011234",
        sheet="身份證號", sheet_form="身份證號",
        kept={"vault.id_number": By({"": "420102199001011234", PORTAL: "", DESK: "", API: ""})},
        bare={"vault.id_number": ""},
        shown={UNMASKED: {"證件號碼": By({"": "420102199001011234", PORTAL: None, DESK: None, API: None})}},
        secret="420102199001011234",
    ),
    Line(
        name="consumer_facts.age_band", value="18_34",
        desk="age_band", sheet=("年齡", "27歲"), sheet_form=("年齡", "27歲"),
        kept={"Party.age_band": By({"": "18_34", PORTAL: "", API: ""})},
        bare={"Party.age_band": ""},
    ),
    Line(
        name="consumer_facts.gender", value="female",
        sheet=("性別", "女"), sheet_form=("性別", "女"),
        kept={"Party.gender": By({"": "female", PORTAL: "", DESK: "", API: ""})},
        bare={"Party.gender": ""},
    ),
    Line(
        name="consumer_facts.region_code", value="420106",
        kept={"Party.region_code": By({"": "", SERVICE: "420106", MANY: "420106"})},
        bare={"Party.region_code": ""},
    ),
    Line(
        name="region_code", value="420102",
        portal="place", desk="place", api="place", sheet=("地區", "江岸區"), sheet_form="form:region",
        kept={"Case.region_code": "420102", "Case.city_code": "420100"},
        bare={"Case.region_code": "", "Case.city_code": ""},
        shown={
            CASE_PAGE: {"地區": "江岸區"}, EXPORT: {"place": "江岸區"}, CHECK: {"發生地點或商家所在地": "江岸區"},
            FACTS: {"cases.by_region": {"420100": 1}, "cases.by_region in 4201": By({"": {"420102": 1}, SERVICE: {}, MANY: {}})},
        },
        refused={PORTAL: "place", DESK: "place", API: "place"},
    ),
    Line(
        name="occurred_on", value=date(2026, 4, 3),
        portal=("occurred_on", "2026-04-03"), desk=("occurred_on", "2026-04-03"), api=("occurred_on", "2026-04-03"),
        sheet=("事發日期", "2026年4月3日"), sheet_form=("事發日期", "2026年4月3日"),
        kept={"Case.occurred_on": date(2026, 4, 3)},
        bare={"Case.occurred_on": None},
        shown={CASE_PAGE: {"發生日期": "2026-04-03"}, CHECK: {"發生日期": "2026-04-03"}},
    ),
    Line(
        name="nature", value="safety",
        portal="nature", desk="nature", api="nature", sheet=("投訴性質", "安全問題"), sheet_form="form:nature",
        kept={"Case.nature": "safety"},
        bare={"Case.nature": ""},
        shown={
            CASE_PAGE: {"性質": "安全"}, EXPORT: {"nature": "安全"}, ROWS: {"性質": "安全"}, CHECK: {"問題類型": "安全"},
            FACTS: {"cases.by_nature": {"safety": 1}},
        },
    ),
    Line(
        name="goods", value="food",
        portal="goods", desk="goods", api="goods", sheet=("商品類別", "保健食品"), sheet_form="form:goods",
        kept={"Case.goods": "food"},
        bare={"Case.goods": ""},
        shown={
            CASE_PAGE: {"類別": "食品"}, EXPORT: {"goods": "食品"}, ROWS: {"類別": "食品"}, CHECK: {"商品或服務類別": "食品"},
            FACTS: {"cases.by_goods": {"food": 1}},
        },
        refused={PORTAL: "goods", DESK: "goods"},
    ),
    Line(
        name="goods_text", value="玖號牛奶 13700000009",
        portal="goods_text", desk="goods_text", api="goods_text", sheet="品名", sheet_form="品名",
        kept={"Case.goods_text": "玖號牛奶 137****0009", "sealed.goods_text": "玖號牛奶 13700000009"},
        bare={"Case.goods_text": "", "sealed.goods_text": None},
        shown={
            CASE_PAGE: {"類別: note": "玖號牛奶 137****0009"}, UNMASKED: {"original of 類別": "玖號牛奶 13700000009"},
            CHECK: {"品牌型號或服務名稱": "玖號牛奶 13700000009"}, SEARCH: {"玖號牛奶": True},
        },
        secret="13700000009",
    ),
    Line(
        name="claims", value=("refund", "damages"),
        portal="claims", desk="claims", api=("claims", ["refund", "damages"]), sheet=("訴求", "退款、退一賠三"), sheet_form=("訴求", "退款、退一賠三"),
        kept={"Case.claims": ["refund", "damages"]},
        bare={"Case.claims": []},
        shown={CASE_PAGE: {"訴求": "退款、增加賠償（懲罰性賠償）"}, CHECK: {"您要求什麼？": "退款、增加賠償（懲罰性賠償）"}},
    ),
    Line(
        name="amount_cents", value=123_456,
        portal=("amount", "1234.56"), desk=("amount", "1234.56"), api=("amount", "1234.56"), sheet=("涉案金額", "1,234.56元"), sheet_form=("涉案金額", "1,234.56元"),
        kept={"Case.amount_cents": 123_456},
        bare={"Case.amount_cents": None},
        shown={
            CASE_PAGE: {"涉及金額": "¥1,234.56"}, EXPORT: {"amount_yuan": "1234.56"}, ROWS: {"涉及金額": "1234.56"}, CHECK: {"爭議金額（元）": "1234.56"},
            FACTS: {"cases.amount_cents": 123_456},
        },
    ),
    Line(
        name="upload_ids", value=("拾.png", "拾壹.png"),
        portal="evidence", desk="evidence",
        kept={"Attachment.names": By({"": ["拾.png", "拾壹.png"], API: [], SHEET: [], SHEET_FORM: []}), "TimelineEntry.data.files": By({"": 2, API: 0, SHEET: 0, SHEET_FORM: 0})},
        bare={"Attachment.names": [], "TimelineEntry.data.files": 0},
        shown={
            CASE_PAGE: {"evidence": By({"": "拾.png 拾壹.png", API: None, SHEET: None, SHEET_FORM: None})},
            # What the desk took in is not among "your files".
            TRACKING: {"your files": By({"": None, PORTAL: "拾.png 拾壹.png", SERVICE: "拾.png 拾壹.png", MANY: "拾.png 拾壹.png"})},
            CHECK: {"證據": "拾.png 拾壹.png"},
        },
    ),
    Line(
        name="language", value="en",
        portal="django_language", api=("django_language", "zh-hans"),
        kept={"Case.language": By({"": "", PORTAL: "en", API: "zh-hans", SERVICE: "en", MANY: "en"})},
        bare={"Case.language": By({"": "", PORTAL: "zh-hant", API: "zh-hant"})},
        shown={MAIL: {"language": By({"": "zh-hant", PORTAL: "en", API: "zh-hans", SERVICE: "en", MANY: "en"})}},
    ),
    Line(
        name="source", value="省平台",
        sheet=("form:source", "12345熱線"), sheet_form=("form:source", "12345熱線"),
        kept={"Case.source": SHEET_SOURCE},
        bare={"Case.source": ""},
        shown={CASE_PAGE: {"來源": By({"": None, SHEET: SOURCE, SHEET_FORM: SOURCE, SERVICE: "省平台", MANY: "省平台"})}},
    ),
    Line(
        name="source_ref", value="工單-77",
        sheet="工單號", sheet_form="工單號",
        kept={"Case.source_ref": REF},
        bare={"Case.source_ref": By({"": "", SHEET: "row-…"})},
        shown={
            CASE_PAGE: {"來源: note": By({**REF, "": None})},
            RESULT: {"原系統編號": REF}, SEARCH: {"工單-77": By({**dict.fromkeys(REF, True), "": False})},
        },
    ),
    Line(
        name="source_data", value={"批次": "拾貳，致電 13600000012"},
        sheet=("批次", "拾貳，致電 13600000012"), sheet_form=("批次", "拾貳，致電 13600000012"),
        kept={
            "Case.source_data": By({"": {"批次": "拾貳，致電 136****0012"}, PORTAL: {}, DESK: {}, API: {}}),
            "sealed.source_data": By({"": '{"批次": "拾貳，致電 13600000012"}', PORTAL: None, DESK: None, API: None}),
        },
        bare={"Case.source_data": {}, "sealed.source_data": None},
        shown={
            CASE_PAGE: {"批次": By({"": "拾貳，致電 136****0012", PORTAL: None, DESK: None, API: None})},
            UNMASKED: {"original of 批次": By({"": "拾貳，致電 13600000012", PORTAL: None, DESK: None, API: None})},
        },
        secret="13600000012",
    ),
    Line(
        name="consents", value=("publish", "notify_email"),
        portal=("publish foreclosure", "on"), desk=("publish foreclosure", "on"), api=("consents", ["publish", "entrust", "foreclosure"]),
        kept={"Case.consents": By({
            PORTAL: ["publish", "foreclosure"], DESK: ["publish", "foreclosure"], API: ["publish", "entrust", "foreclosure"],
            SHEET: [], SHEET_FORM: [], SERVICE: ["publish", "notify_email"], MANY: ["publish", "notify_email"],
        })},
        bare={"Case.consents": []},
        shown={CASE_PAGE: {"同意事項": By({
            PORTAL: "同意公示投訴信息、已知悉消費者組織受理後市場監管部門不受理同一爭議", DESK: "同意公示投訴信息、已知悉消費者組織受理後市場監管部門不受理同一爭議",
            API: "同意公示投訴信息、同意委託調解、已知悉消費者組織受理後市場監管部門不受理同一爭議",
            SHEET: "–", SHEET_FORM: "–", SERVICE: "同意公示投訴信息、同意以電子郵件接收通知", MANY: "同意公示投訴信息、同意以電子郵件接收通知",
        })}},
    ),
)  # fmt: skip
