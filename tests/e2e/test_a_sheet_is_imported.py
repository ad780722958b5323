"""A sheet in the browser: upload, columns, preview, run, result; wrong rows explained; a second run adds nothing."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

SignIn = Callable[..., Page]
HEAD = "投诉编号,投诉日期,投诉内容,商家名称,所属地区,联系电话\n"
ROWS = (
    "T-001,2026-03-02,新车变速箱顿挫，店家不肯检查,武汉测试汽车销售,武汉市,13800017001\n"
    "T-002,2026-03-03,空调安装收费与报价不符,武汉测试电器城,武汉市,13800017002\n"
    "T-003,三月的某一天,买的鞋开胶了,武汉测试鞋店,武汉市,13800017003\n"
    "T-004,2026-03-05,健身卡退款被拒,武汉测试健身,武汉市,13800017004\n"
)


def sheet() -> FilePayload:
    return {"name": "complaints-gb18030.csv", "mimeType": "text/csv", "buffer": (HEAD + ROWS).encode("gb18030")}


def bring_in(page: Page, shot: Callable[..., None] | None = None) -> dict[str, int]:
    """The steps; the four figures of the result."""
    page.goto("/console/imports/new/")
    page.set_input_files("[name=file]", [sheet()])
    page.fill("[name=source]", "測試平台")
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/columns/")
    expect(page.locator("main")).to_contain_text("变速箱顿挫")
    if shot:
        shot(page, "import-columns", whole=False, guide=True)
    page.locator("form[method=post] button.button--primary").last.click()
    page.wait_for_url("**/preview/")
    expect(page.locator("main")).to_contain_text("三月的某一天")
    if shot:
        shot(page, "import-preview", whole=False, guide=True)
    page.locator("form[action$='/start/'] button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/imports/\d+/$"))
    expect(page.locator("a[href$='result.csv']")).to_be_visible()
    values = [int(re.sub(r"\D", "", text) or 0) for text in page.locator("#progress .stat__value").all_inner_texts()]
    return dict(zip(("new", "known", "differing", "wrong"), values, strict=True))


def test_good_rows_become_cases_wrong_ones_are_explained_and_nothing_comes_twice(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("clerk")
    assert bring_in(page, shot) == {"new": 3, "known": 0, "differing": 0, "wrong": 1}
    accessible(page)
    shot(page, "import-result", whole=False, guide=True)
    with page.expect_download() as coming:
        page.locator("a[href$='result.csv']").click()
    rows = list(csv.reader(io.StringIO(Path(coming.value.path()).read_bytes().decode("utf-8-sig"))))
    wrong = next(row for row in rows if "T-003" in row)
    assert any("三月的某一天" in cell or "日" in cell for cell in wrong), wrong
    page.goto("/console/cases/?view=all&q=店家不肯檢查")
    expect(page.locator(".inbox__row")).to_have_count(1)

    assert bring_in(page) == {"new": 0, "known": 3, "differing": 0, "wrong": 1}


LEDGER = """登记日期,来源渠道,投诉人,电话,商家,投诉内容,诉求,性质,涉案金额
2026-01-05,电话,李测试,13800138000,武汉测试甲店,冰箱坏了,退货退款,质量问题,约2000
2026-01-06,热线,王测试,13800138001,武汉测试乙店,洗衣机坏了,退货退款、赔偿,品質,1.2万元
2026-01-07,到访登记,赵测试,不详,武汉测试乙店,电视坏了,上门道歉,质量,不详
"""


@pytest.mark.parametrize(("language", "phone"), [("zh-hant", False), ("en", True)])
def test_an_ordinary_ledger_is_explained_once_and_comes_in(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None], language: str, phone: bool
) -> None:
    page = sign_in("clerk", language=language, phone=phone)
    page.goto("/console/imports/new/")
    file: FilePayload = {"name": "台账.csv", "mimeType": "text/csv", "buffer": LEDGER.encode("gb18030")}
    page.set_input_files("[name=file]", [file])
    page.fill("[name=source]", f"台账{'乙' if language == 'en' else '甲'}")
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/columns/")
    page.locator("form[method=post] button.button--primary").last.click()
    page.wait_for_url("**/values/")
    expect(page.locator("main")).to_contain_text("退货退款")
    expect(page.locator("select").filter(has=page.locator("option[value='return,refund']:checked"))).to_have_count(1)
    accessible(page)
    shot(page, f"import-values-{language}", guide=language == "zh-hant")
    page.get_by_label("到访登记").select_option("desk")
    page.locator("form[method=post] button.button--primary").last.click()
    page.wait_for_url("**/preview/")
    accessible(page)
    shot(page, f"import-preview-{language}")
    page.locator("form[action$='/start/'] button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/imports/\d+/$"))
    expect(page.locator("a[href$='result.csv']")).to_be_visible()
    expect(page.locator("#progress .stat__value").first).to_have_text("3")
    shot(page, f"import-done-{language}")
