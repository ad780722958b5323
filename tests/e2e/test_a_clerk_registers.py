"""A clerk: a caller by keyboard alone; the inbox with its filters, search in both scripts, saved views, bulk work and lists as files."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from tests.e2e.steps import WUHAN, file_complaint, read_receipt, unused_phone

SignIn = Callable[..., Page]
OpenPage = Callable[..., Page]


def focused(page: Page) -> str:
    """The name of the field that has the focus; a long list has it in the input that finds in it."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.dataset.finds"))


def go_to(page: Page, name: str) -> None:
    """Press Tab until the field has the focus, as a hand that knows the form does."""
    for _step in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name}")


def look_for(page: Page, word: str, number: str) -> None:
    """Search until the case is found: the worker puts it into the index right after it was filed, but after."""
    for _look in range(200):
        page.goto(f"/console/cases/?view=all&q={word}")
        if number in page.locator(".inbox__list").inner_text():
            return


def go_to_backwards(page: Page, name: str) -> None:
    """The same with Shift+Tab."""
    for _step in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"Shift+Tab never reaches {name}")


def test_a_caller_is_registered_by_keyboard_alone(
    sign_in: SignIn, open_page: OpenPage, shot: Callable[..., None]
) -> None:
    phone = unused_phone()
    before = file_complaint(open_page("/"), title="洗衣機漏水", phone=phone)
    page = sign_in("clerk", "/console/cases/")
    page.keyboard.press("n")
    page.wait_for_url("**/console/desk/")
    assert page.evaluate("document.activeElement.name") == "phone"
    page.keyboard.type(phone)
    contacts = page.locator("#contacts")
    expect(contacts).to_contain_text(before.number)
    expect(contacts).to_contain_text("****")
    expect(contacts).not_to_contain_text(phone)
    for name, text in (
        ("name", "測試消費者乙"),
        ("narrative", "上個月投訴過的洗衣機修好兩天以後又漏水，地板泡壞了。"),
        ("title", "洗衣機又漏水"),
        ("trader_name", "武漢測試電器城"),
    ):
        go_to(page, name)
        page.keyboard.type(text)
    assert page.input_value("[name=place]") == WUHAN, "the clerk's own place is filled in"
    page.keyboard.press("Tab")
    expect(page.locator("#duplicates")).to_contain_text("%")
    go_to(page, "place")
    page.keyboard.type("武昌")
    assert page.input_value("[name=place]") == "420106"
    page.keyboard.press("Escape")
    assert page.input_value("[name=place]") == WUHAN, "Escape goes back"
    page.keyboard.type("jiangan")
    page.keyboard.press("Tab")
    assert page.input_value("[name=place]") == "420102", "a name in another language will do"
    go_to_backwards(page, "goods")
    page.keyboard.type("服")
    first = page.input_value("[name=goods]")
    page.keyboard.press("ArrowDown")
    assert page.input_value("[name=goods]") not in {"", first}
    page.keyboard.type("不存在")
    expect(page.locator(".find__status").first).to_have_text("沒有符合的選項")
    page.keyboard.press("Escape")
    page.keyboard.type("appliances")
    page.keyboard.press("Enter")
    assert page.input_value("[name=goods]") == "appliances"
    go_to(page, "claims")
    page.keyboard.press("Space")
    shot(page, "clerk-desk", whole=False, guide=True)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/console/desk/registered/**")
    receipt = read_receipt(page)
    assert receipt.number != before.number
    page.keyboard.press("o")
    page.wait_for_url("**/console/cases/**")
    expect(page.locator("h1")).to_have_text("洗衣機又漏水")
    expect(page.locator("main")).not_to_contain_text(phone)


def test_an_enquiry_is_registered_in_three_fields(sign_in: SignIn) -> None:
    page = sign_in("clerk", "/console/desk/")
    for name, keys in (("phone", "13900139017"), ("narrative", "拆封的衣服還能退嗎？")):
        go_to(page, name)
        page.keyboard.type(keys)
    page.locator("[name=kind]").focus()
    page.keyboard.press("End")
    expect(page.locator("[name=trader_name]")).to_be_hidden()
    assert page.locator("main input:visible:not([type=file]), main select:visible, main textarea:visible").count() <= 8
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/console/desk/registered/**")
    assert read_receipt(page).number


def test_a_call_about_a_matter_that_is_here_is_added_with_one_press(sign_in: SignIn, open_page: OpenPage) -> None:
    phone = unused_phone()
    before = file_complaint(open_page("/"), title="空調不製冷", phone=phone)
    page = sign_in("clerk", "/console/desk/")
    page.keyboard.type(phone)
    expect(page.locator("#contacts")).to_contain_text(before.number)
    page.fill("[name=narrative]", "商家昨天又說下週才修。")
    page.locator(f"#contacts button[value='{before.number}']").click()
    page.wait_for_url("**/console/cases/**")
    expect(page.locator("main")).to_contain_text("商家昨天又說下週才修。")


def test_filters_and_order_stand_in_the_address_and_can_be_kept(sign_in: SignIn) -> None:
    page = sign_in("clerk", "/console/cases/?view=all", language="en")
    page.keyboard.press("f")
    page.wait_for_url("**fold=open**")
    form = page.locator(".inbox__filters form").first
    form.locator("[name=channel]").select_option("hotline")
    form.locator("[name=sort]").select_option("oldest")
    form.locator("button").first.click()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["channel"] == ["hotline"]
    assert asked["sort"] == ["oldest"]
    assert asked["view"] == ["all"]
    expect(page.locator(".inbox__row .number").first).to_be_visible()
    days = page.locator(".inbox__row .number").all_inner_texts()
    assert days
    page.reload()
    assert page.locator(".inbox__row .number").all_inner_texts() == days
    page.fill("[name=name]", "熱線，最早的在前")
    page.locator("form[action$='/views/'] button:not([name])").click()
    page.goto("/console/cases/")
    page.locator(".tabs").get_by_role("link", name="熱線，最早的在前").click()
    assert parse_qs(urlsplit(page.url).query)["channel"] == ["hotline"]
    page.keyboard.press("f")
    page.wait_for_url("**fold=open**")
    page.locator("button[name=delete]").click()
    expect(page.get_by_role("link", name="熱線，最早的在前")).to_have_count(0)


def test_words_are_found_in_either_script_and_inside_longer_words(sign_in: SignIn, open_page: OpenPage) -> None:
    number = file_complaint(open_page("/"), title="汽車變速箱異響").number
    page = sign_in("clerk")
    for word in ("变速箱", "變速箱", "速箱", "箱异"):
        look_for(page, word, number)
        expect(page.locator(".inbox__list")).to_contain_text(number)


def test_the_three_panes_open_a_case_beside_the_list(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("clerk", "/console/cases/?view=all")
    row = page.locator(".inbox__row").nth(2)
    number = row.locator(".number").inner_text()
    row.locator("a").click()
    expect(page.locator(".case-pane")).to_contain_text(number)
    assert "case=" in page.url
    assert "view=all" in page.url
    page.reload()
    expect(page.locator(".case-pane")).to_contain_text(number)
    accessible(page)
    shot(page, "clerk-inbox", whole=False, guide=True)


def test_ticked_cases_are_given_to_an_officer_at_once(sign_in: SignIn) -> None:
    page = sign_in("clerk", "/console/cases/?view=open&sort=oldest", language="en")
    for box in page.locator(".inbox__row input[type=checkbox]").all()[:2]:
        box.check()
    page.locator("#bulk_officer").select_option(index=1)
    page.locator(".inbox__bulk").get_by_role("button", name="Assign").click()
    expect(page.locator("main")).to_contain_text("2 cases assigned")
    assert "sort=oldest" in page.url


def test_one_note_stands_with_many_cases(sign_in: SignIn) -> None:
    page = sign_in("clerk", "/console/cases/?view=open&sort=oldest", language="en")
    for box in page.locator(".inbox__row input[type=checkbox]").all()[:2]:
        box.check()
    page.locator("#bulk_step").select_option("note")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main")).to_contain_text("For 2 cases.")
    page.fill("[name=text]", "商場停業，統一處理。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Done for 2 cases")
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**view=open&sort=oldest**")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_out_as_a_file_with_exactly_the_filtered_rows(kind: str, sign_in: SignIn) -> None:
    page = sign_in("clerk", "/console/cases/?view=all&channel=desk", language="en")
    shown = page.locator(".inbox__row .number").all_inner_texts()
    with page.expect_download() as coming:
        page.get_by_role("link", name=kind.upper(), exact=True).click()
    rows = rows_of(coming.value, kind)
    numbers = {cell for row in rows for cell in row}
    assert set(shown) <= numbers
    assert not any("1380000" in cell for row in rows for cell in row), "telephone numbers stay masked in the file"


def rows_of(download: Download, kind: str) -> list[list[str]]:
    content = Path(download.path()).read_bytes()
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheets = load_workbook(io.BytesIO(content), read_only=True).worksheets
    return [[str(cell) for cell in row] for sheet in sheets for row in sheet.iter_rows(values_only=True)]
