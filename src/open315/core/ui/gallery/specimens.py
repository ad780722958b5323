"""The components with the inputs that bring out each of their states. A test renders every one in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from open315.core.charts import bar_chart, column_chart, line_chart
from open315.core.names import Names

AT = datetime(2026, 5, 12, 2, 4, tzinfo=UTC)
TONES = ("neutral", "info", "good", "warn", "bad")


@dataclass(frozen=True, slots=True)
class Specimen:
    """One state of a component: a word for it, and the component's inputs."""

    component: str
    state: Any
    inputs: Mapping[str, Any]

    @property
    def template(self) -> str:
        """The component's file."""
        return f"ui/components/{self.component}.html"


def _buttons() -> list[Specimen]:
    words = {
        "primary": Names("受理", "Accept"),
        "secondary": Names("轉辦", "Refer"),
        "danger": Names("不予受理", "Decline"),
        "quiet": Names("取消", "Cancel"),
    }
    return [
        *(Specimen("button", kind, {"label": label, "kind": kind, "type": "button"}) for kind, label in words.items()),
        Specimen(
            "button",
            "icon, key",
            {"label": Names("登記", "Register"), "kind": "primary", "icon": "plus", "key": "r", "type": "button"},
        ),
        Specimen(
            "button",
            "link, small",
            {"label": Names("下載", "Download"), "href": "#", "icon": "download", "small": True},
        ),
        Specimen(
            "button",
            "large",
            {"label": Names("提交投訴", "File a complaint"), "kind": "primary", "large": True, "type": "button"},
        ),
        Specimen("button", "disabled", {"label": Names("辦結", "Close"), "disabled": True, "type": "button"}),
    ]


def _words() -> list[Specimen]:
    badges = (
        Names("已登記", "Registered"),
        Names("已受理", "Accepted"),
        Names("已辦結", "Closed"),
        Names("待補正", "Waiting"),
        Names("超期", "Late"),
    )
    due = {
        "neutral": (None, Names("曆表未載入", "Calendar not loaded")),
        "good": (date(2026, 5, 20), Names("還有 6 個工作日", "6 working days left")),
        "warn": (date(2026, 5, 13), Names("明天到期", "Due tomorrow")),
        "bad": (date(2026, 5, 8), Names("超期 2 個工作日", "2 working days late")),
    }
    title, text = (
        Names("提示", "Note"),
        Names(
            "受理後，市場監管部門將不再受理同一爭議。", "Once accepted, the regulator no longer takes the same dispute."
        ),
    )
    return [
        *(Specimen("badge", tone, {"label": label, "tone": tone}) for tone, label in zip(TONES, badges, strict=True)),
        *(
            Specimen("due", tone, {"due": {"on": on, "words": words, "tone": tone}})
            for tone, (on, words) in due.items()
        ),
        *(Specimen("notice", tone, {"tone": tone, "title": title, "text": text}) for tone in TONES[1:]),
        Specimen(
            "keys",
            "",
            {"hints": [{"key": "a", "label": Names("受理", "Accept")}, {"key": "z", "label": Names("轉辦", "Refer")}]},
        ),
        Specimen(
            "person",
            "",
            {"name": Names("江岸區工作人員", "An officer of Jiang'an"), "post": Names("調解科", "Mediation section")},
        ),
        Specimen("copy", "", {"text": "鄂消-2026-000123"}),
        Specimen(
            "secret",
            "",
            {
                "label": Names("查詢碼", "Query code"),
                "text": "7KQ4-M2XD-9TFA",
                "note": Names("只顯示這一次", "Shown only once"),
            },
        ),
        Specimen("masked", "", {"value": "張** 138****1234", "action": "#"}),
        Specimen("masked", "read only", {"value": "138****1234"}),
    ]


def _lists() -> list[Specimen]:
    entries = [
        {
            "at": AT,
            "who": Names("武漢市消費者協會", "Wuhan Consumers' Association"),
            "words": Names("已受理", "Accepted"),
            "tone": "good",
            "detail": Names("七個工作日自 5 月 13 日起算。", "Seven working days count from 13 May."),
        },
        {"at": AT, "who": Names("系統", "System"), "words": Names("通知已發送", "Notice sent"), "detail": ""},
        {"at": AT, "who": Names("消費者", "Consumer"), "words": Names("提交投訴", "Complaint filed"), "detail": ""},
    ]
    steps = [
        {"label": Names("填寫", "Tell"), "state": "done"},
        {"label": Names("核對", "Check"), "state": "current", "note": Names("約一分鐘", "about a minute")},
        {"label": Names("回執", "Receipt"), "state": "todo"},
    ]
    files = [
        {"name": Names("發票.jpg", "receipt.jpg"), "size": "412 KB", "href": "#", "is_image": True},
        {
            "name": Names("合同.pdf", "contract.pdf"),
            "size": "1.2 MB",
            "href": "",
            "is_image": False,
            "note": Names("消費者提交", "from the consumer"),
        },
    ]
    return [
        Specimen("timeline", "", {"entries": entries}),
        Specimen("stepper", "", {"steps": steps}),
        Specimen("files", "", {"files": files}),
        Specimen(
            "definitions",
            "",
            {
                "items": [
                    {"label": Names("經營者", "Trader"), "value": Names("某電器商行", "An appliance shop")},
                    {"label": Names("金額", "Amount"), "value": "¥1,299"},
                    {"label": Names("結果", "Result"), "value": ""},
                ]
            },
        ),
        Specimen("print", "", {}),
        Specimen(
            "breadcrumbs",
            "",
            {"crumbs": [{"label": Names("案件", "Cases"), "href": "#"}, {"label": "鄂消-2026-000123"}]},
        ),
        Specimen(
            "tabs",
            "",
            {
                "items": [
                    {"label": Names("經過", "Timeline"), "href": "#", "current": True, "count": 3},
                    {"label": Names("證據", "Evidence"), "href": "#"},
                    {"label": Names("當事人", "Parties"), "href": "#"},
                ]
            },
        ),
        Specimen("draft", "", {"kept_at": AT}),
        Specimen("save_draft", "", {}),
        Specimen(
            "chips",
            "",
            {
                "chips": [
                    {"label": Names("性質", "Kind"), "words": Names("投訴", "Complaint"), "href": "#"},
                    {"label": Names("查詢", "Search"), "words": "冰箱", "href": "#"},
                ],
                "clear_url": "#",
            },
        ),
        Specimen("pager", "middle", {"previous_url": "#", "next_url": "#", "words": "51–100"}),
        Specimen("pager", "first", {"next_url": "#", "words": "1–50"}),
    ]


def _states() -> list[Specimen]:
    return [
        Specimen(
            "empty",
            "inbox",
            {
                "title": Names("沒有待辦", "Nothing to do"),
                "text": Names("新的案件會出現在這裡。", "New cases appear here."),
                "action_href": "#",
                "action_label": Names("登記來電", "Register a caller"),
            },
        ),
        Specimen(
            "empty",
            "search",
            {
                "title": Names("沒有找到", "Nothing found"),
                "text": Names("試試更短的詞。", "Try a shorter word."),
                "art": "search",
            },
        ),
        Specimen("empty", "done", {"title": Names("都辦完了", "All done"), "art": "done"}),
        Specimen("empty", "chart", {"title": Names("這段時間沒有數據", "No data in this period"), "art": "chart"}),
        Specimen("progress", "", {"value": 1480, "max": 2434, "label": Names("正在匯入", "Importing")}),
        Specimen("loading", "", {"words": Names("正在載入", "Loading"), "lines": True}),
        Specimen(
            "confirm",
            "",
            {
                "label": Names("撤回", "Withdraw"),
                "action": "#",
                "text": Names("撤回後不再辦理。", "A withdrawn case is not continued."),
                "reason_label": Names("理由", "Reason"),
            },
        ),
    ]


def _jobs() -> list[Specimen]:
    steps = [
        {"label": Names("統計數據", "Count the figures"), "state": "done"},
        {"label": Names("生成文件", "Write the document"), "state": "current"},
    ]
    at_work: dict[str, Any] = {
        "state": "running", "label": Names("進行中", "Running"), "tone": "info", "steps": [],
        "done": 1480, "total": 2434, "error": "", "at_work": True, "is_stopping": False,
    }  # fmt: skip
    failed = {**at_work, "state": "failed", "label": Names("已停止", "Stopped"), "tone": "bad", "at_work": False}
    page = {
        "bar_label": Names("行", "Rows"),
        "leave": Names("您可以離開此頁。", "You can leave this page."),
        "page": "#",
        "failed_title": Names("匯入已停止", "The import stopped"),
        "as_sentence": False,
    }
    why = Names("磁碟已滿。", "The disk is full.")
    return [
        Specimen("job", "at work", {**page, "progress": at_work}),
        Specimen("job", "stopping", {**page, "progress": {**at_work, "is_stopping": True}}),
        Specimen("job", "stages", {**page, "as_sentence": True, "progress": {**at_work, "total": 0, "steps": steps}}),
        Specimen("job", "failed", {**page, "progress": {**failed, "error": why}}),
        Specimen("job_cell", "at work", {"progress": at_work}),
        Specimen("job_cell", "failed", {"progress": {**failed, "error": why}}),
    ]


def _figures() -> list[Specimen]:
    natures = [
        Names("質量", "Quality"),
        Names("售後服務", "After-sales"),
        Names("合同", "Contract"),
        Names("價格", "Price"),
    ]
    labels = [str(name) for name in natures]
    months = [str(Names(f"{month}月", f"{month:02d}")) for month in range(1, 7)]
    unit = str(Names("件", "cases"))
    bars = bar_chart(str(Names("按性質", "By nature")), labels, [412, 288, 190, 96], unit=unit)
    columns = column_chart(
        str(Names("同比", "Year on year")),
        months,
        {"2025": [80, 92, 210, 120, 98, 90], "2026": [96, 88, 260, 140, 120, 101]},
        unit=unit,
    )
    line = line_chart(
        str(Names("按月", "By month")), months, {str(Names("受理", "Accepted")): [80, 92, 210, None, 98, 90]}, unit=unit
    )
    head = [str(Names("性質", "Nature")), str(Names("件數", "Cases"))]
    return [
        Specimen(
            "stat",
            "",
            {
                "label": Names("受理", "Accepted"),
                "value": "2,434",
                "unit": Names("件", "cases"),
                "note": Names("同比 +8.2 %", "+8.2 % on last year"),
            },
        ),
        Specimen("stat", "link", {"label": Names("挽回損失", "Recovered"), "value": "¥1,204,330", "href": "#"}),
        Specimen(
            "tally",
            "",
            {
                "label": Names("宣傳資料", "Leaflets"),
                "total": 120,
                "code": "leaflets",
                "buttons": [{"number": n, "value": f"leaflets.{n}.x"} for n in (1, 10, 50)],
            },
        ),
        Specimen("bar_cell", "", {"value": 62, "max": 100, "words": "62 %"}),
        Specimen(
            "chart",
            "bars",
            {
                "chart": bars,
                "title": Names("按性質", "By nature"),
                "head": head,
                "rows": list(zip(labels, [412, 288, 190, 96], strict=True)),
            },
        ),
        Specimen("chart", "columns", {"chart": columns, "title": Names("同比", "Year on year")}),
        Specimen("chart", "line", {"chart": line, "title": Names("按月", "By month")}),
    ]


def specimens() -> dict[str, list[Specimen]]:
    """The specimens by chapter, made afresh so that they speak the active language."""
    return {
        str(Names("按鈕", "Buttons")): _buttons(),
        str(Names("詞句", "Words")): _words(),
        str(Names("列表", "Lists")): _lists(),
        str(Names("狀態", "States")): [*_states(), *_jobs()],
        str(Names("數據", "Figures")): _figures(),
    }
