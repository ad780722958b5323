"""An officer, a second person and a department: accept, refuse with two persons, refer, answer, return, close; who did what when."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import do, file_complaint, open_with_code, unused_phone

SignIn = Callable[..., Page]
OpenPage = Callable[..., Page]


@pytest.fixture
def case_number(open_page: OpenPage) -> str:
    """A complaint that has just come in."""
    return file_complaint(open_page("/")).number


def test_accepting_starts_the_clock_and_says_in_words_how_the_date_comes_about(
    case_number: str, sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    page = sign_in("officer", f"/console/cases/{case_number}/")
    page.locator("aside details summary").first.click()
    expect(page.locator("aside details[open] li").first).to_be_visible()
    assert re.search(r"\d{4}-\d{2}-\d{2}", page.locator("aside details[open]").first.inner_text())
    page.keyboard.press("a")
    page.wait_for_url("**/do/accept/")
    page.keyboard.press("Control+Enter") if page.evaluate(
        "document.activeElement.form !== null && document.activeElement.form !== undefined"
    ) else page.click("button.button--large")
    page.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    expect(page.locator(".timeline")).to_contain_text("調解員甲")
    accessible(page)
    shot(page, "officer-case")


def test_cases_like_it_come_after_the_page_and_by_a_link(
    case_number: str, sign_in: SignIn, open_page: OpenPage
) -> None:
    other = file_complaint(open_page("/")).number
    page = sign_in("officer", f"/console/cases/{other}/")
    expect(page.locator("#alike")).to_contain_text(case_number)
    expect(page.locator("#alike .badge").first).to_contain_text("%")
    page.goto(f"/console/cases/{other}/?alike=1#alike")
    expect(page.locator("#alike")).to_contain_text(case_number)


def test_a_refusal_needs_coded_grounds_and_a_second_person(
    case_number: str, sign_in: SignIn, watch: object, shot: Callable[..., None]
) -> None:
    watch.allow("422")  # type: ignore[attr-defined]
    officer = sign_in("officer", f"/console/cases/{case_number}/do/propose_declination/")
    officer.fill("[name=statement]", "爭議發生於四年前。")
    officer.click("button.button--large")
    expect(officer.locator("main [role=alert]")).to_be_visible()
    officer.check("[name=grounds][value=over_three_years]")
    shot(officer, "officer-decline", whole=False, guide=True)
    officer.click("button.button--large")
    officer.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    officer.goto(f"/console/cases/{case_number}/do/confirm_declination/")
    expect(officer.locator("form[data-submit-key]")).to_have_count(0)

    second = sign_in("supervisor", "/console/cases/?view=second", language="en")
    expect(second.locator(".inbox__list")).to_contain_text(case_number)
    do(second, case_number, "confirm_declination")
    expect(second.locator("main")).to_contain_text("Other routes")


def test_the_consumer_reads_why_she_was_refused_and_which_ways_are_open(
    open_page: OpenPage, sign_in: SignIn, shot: Callable[..., None]
) -> None:
    consumer = open_page("/", phone=True)
    receipt = file_complaint(consumer)
    officer = sign_in("officer")
    do(officer, receipt.number, "propose_declination", grounds="over_three_years", statement="爭議發生於四年前。")
    do(sign_in("supervisor"), receipt.number, "confirm_declination")
    open_with_code(consumer, receipt.code)
    expect(consumer.locator("main")).to_contain_text("三年")
    expect(consumer.locator("main")).to_contain_text("您還可以")
    shot(consumer, "consumer-refused", whole=False, guide=True)


def test_a_referred_case_is_acknowledged_and_answered_by_the_department_and_closed_with_its_result(
    case_number: str, sign_in: SignIn, open_page: OpenPage, shot: Callable[..., None]
) -> None:
    officer = sign_in("officer")
    do(officer, case_number, "refer", reason="請依法核查並調解。")
    expect(officer.locator("main")).to_contain_text("武漢市市場監督管理局")
    liaison = sign_in("liaison", "/console/cases/?view=all")
    expect(liaison.locator(".inbox__list")).to_contain_text(case_number)
    expect(liaison.locator("a[href$='/do/unmask/']")).to_have_count(0)
    do(liaison, case_number, "acknowledge_referral")
    liaison.keyboard.press("u")
    liaison.wait_for_url("**/do/unmask/")
    liaison.fill("[name=reason]", "上門核查前聯繫")
    liaison.click("button.button--large")
    expect(liaison.locator("main")).to_contain_text("測試消費者甲")
    do(liaison, case_number, "note", text="已聯繫商家。")
    shot(liaison, "liaison-case", whole=False, guide=True)
    do(liaison, case_number, "answer_referral", reply="商家已免費更換壓縮機，並補償三百元。")
    do(officer, case_number, "close", result="resolved_by_body", recovered="300", note="商家已更換壓縮機並補償。")
    told = officer.locator(".timeline").inner_text()
    for words in ("調解員甲", "聯絡員甲", "上門核查前聯繫", "商家已免費更換壓縮機", "300"):
        assert words in told
    assert re.search(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", told)
    shot(officer, "officer-closed")


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("zh-hant", "黄石 市场", "黃石市市場監督管理局"),
        ("zh-hans", "黃石 市場", "黄石市市场监督管理局"),
        ("zh-hans", "huangshi market", "黄石市市场监督管理局"),
        ("en", "黄石市市场", "Huangshi Administration for Market Regulation"),
    ],
)
def test_a_body_is_found_by_parts_of_its_name_in_any_language(
    language: str, typed: str, found: str, case_number: str, sign_in: SignIn
) -> None:
    page = sign_in("officer", f"/console/cases/{case_number}/do/refer/", language=language)
    page.fill("[data-finds=to_organisation_id]", typed)
    expect(page.locator(".find__status")).to_contain_text(found)
    page.press("[data-finds=to_organisation_id]", "Tab")
    assert page.locator("[name=to_organisation_id] option:checked").inner_text() == found


def test_a_returned_referral_comes_back_to_the_council_with_its_reason(case_number: str, sign_in: SignIn) -> None:
    officer = sign_in("officer")
    do(officer, case_number, "refer", reason="請依法核查。")
    liaison = sign_in("liaison")
    do(liaison, case_number, "acknowledge_referral")
    do_and_leave(liaison, case_number, "return_referral", "經營者住所地不在本轄區。")
    officer.goto(f"/console/cases/{case_number}/")
    expect(officer.locator(".timeline")).to_contain_text("經營者住所地不在本轄區。")
    expect(officer.locator(".case-verbs [href$='/do/accept/']")).to_be_visible()


def do_and_leave(page: Page, number: str, verb: str, reason: str) -> None:
    """A step after which the case is no longer the person's."""
    page.goto(f"/console/cases/{number}/do/{verb}/")
    page.fill("[name=reason]", reason)
    page.click("button.button--large")
    page.wait_for_load_state()


def test_personal_data_are_masked_until_a_reason_is_given_and_the_reason_is_kept(
    sign_in: SignIn, open_page: OpenPage
) -> None:
    phone = unused_phone()
    number = file_complaint(open_page("/"), phone=phone).number
    page = sign_in("officer", f"/console/cases/{number}/", language="en")
    expect(page.locator("main")).to_contain_text("****")
    expect(page.locator("main")).not_to_contain_text(phone)
    page.goto(f"/console/cases/{number}/do/unmask/")
    page.fill("[name=reason]", "電話回訪")
    page.click("button.button--large")
    expect(page.locator("main")).to_contain_text(phone)
    page.goto(f"/console/cases/{number}/")
    expect(page.locator("main")).not_to_contain_text(phone)


def test_contact_and_original_wording_come_on_one_page_without_scripts_too(
    sign_in: SignIn, open_page: OpenPage, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    number = file_complaint(open_page("/"), title="退款未到，客服 13800138000 不接").number
    page = sign_in("officer", f"/console/cases/{number}/", script=False)
    expect(page.locator("h1")).to_contain_text("138****8000")
    page.get_by_role("link", name="查看原文").click()
    page.fill("[name=reason]", "核對訂單")
    page.click("button.button--large")
    expect(page.locator("mark")).to_have_text("0013")
    expect(page.locator("main")).to_contain_text("退款未到，客服 13800138000 不接")
    expect(page.locator("main")).to_contain_text("測試消費者甲")
    shot(page, "officer-original")
    page = sign_in("officer", f"/console/cases/{number}/", phone=True, language="en")
    expect(page.locator("main")).not_to_contain_text("13800138000")
    page.keyboard.press("u")
    page.wait_for_url("**/do/unmask/")
    page.fill("[name=reason]", "核對訂單")
    page.click("button.button--large")
    expect(page.locator("mark")).to_have_text("0013")
    accessible(page)


def test_two_people_at_the_same_case_do_not_overwrite_each_other(
    case_number: str, sign_in: SignIn, watch: object
) -> None:
    watch.allow("409")  # type: ignore[attr-defined]
    first = sign_in("officer", f"/console/cases/{case_number}/do/accept/", language="en")
    second = sign_in("supervisor", f"/console/cases/{case_number}/do/accept/", language="en")
    first.click("button.button--large")
    first.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    second.click("button.button--large")
    expect(second.locator("main [role=alert]")).to_be_visible()


def test_a_case_of_another_city_is_not_found(case_number: str, sign_in: SignIn, watch: object) -> None:
    watch.allow("404")  # type: ignore[attr-defined]
    page = sign_in("neighbour")
    answer = page.goto(f"/console/cases/{case_number}/")
    assert answer is not None
    assert answer.status == 404
