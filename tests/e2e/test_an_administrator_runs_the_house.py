"""An administrator: bodies, people, accounts, suspension at once, the calendar from a notice, rule packs, audit, export, second factor."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from open315.org.demo.logins import PASSWORD
from tests.e2e.steps import totp

SignIn = Callable[..., Page]
NOTICE = "\n".join(
    ["2027-01-01,元旦,off", "2027-02-06,春節,off", "2027-02-07,春節,off", "2027-02-08,春節,off", "2027-02-09,春節,off",
     "2027-02-10,春節,off", "2027-02-11,春節,off", "2027-02-12,春節,off", "2027-02-20,春節,work", "2027-04-05,清明節,off",
     "2027-05-01,勞動節,off", "2027-05-03,勞動節,off", "2027-06-09,端午節,off", "2027-09-15,中秋節,off",
     "2027-10-01,國慶節,off", "2027-10-02,國慶節,off", "2027-10-03,國慶節,off", "2027-10-04,國慶節,off", "2027-10-05,國慶節,off", "2027-10-06,國慶節,off", "2027-10-07,國慶節,off"]
)  # fmt: skip


def save(page: Page) -> None:
    page.locator("main form:not([action$='/language/']) button.button--primary").first.click()
    page.wait_for_load_state()


def enter_code(page: Page, secret: str, button: str) -> None:
    """The six digits an app shows; the next ones, where these were used before (a code works once) or their half minute was over."""
    for _half_minute in range(3):
        shown_at = time.time()
        page.fill("[name=code]", totp(secret, shown_at))
        with page.expect_navigation():
            page.locator(button).first.click()
        if not page.locator("[name=code]").count():
            return
        while (
            time.time() // 30 == shown_at // 30
        ):  # the page runs no code from strings, so it cannot be asked to wait for that
            page.evaluate("new Promise(done => setTimeout(done, 250))")
    raise AssertionError("no code was taken")


def test_a_body_a_person_an_account_and_its_role_are_made_and_it_signs_in(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("administrator", "/console/admin/organisations/")
    shot(page, "administrator-organisations", whole=False, guide=True)
    page.goto("/console/admin/organisations/new/")
    page.select_option("[name=kind]", "department")
    page.fill("[name=name]", "武漢市測試監督局")
    page.select_option("[name=region_code]", "420100")
    page.locator("[name=sector]").select_option(index=8)
    save(page)
    expect(page.locator("h1")).to_contain_text("武漢市測試監督局")

    page.goto("/console/admin/people/new/")
    page.fill("[name=name]", "聯絡員丙")
    body = page.locator("[name=organisation_id] option", has_text="武漢市測試監督局")
    page.select_option("[name=organisation_id]", body.get_attribute("value"))
    save(page)
    expect(page.locator("h1")).to_have_text("聯絡員丙")
    page.locator("a[href$='/account/new/']").click()
    page.fill("[name=username]", "test.liaison")
    page.select_option("[name=role]", "liaison")
    if not page.input_value("[name=granted_from]"):
        page.fill("[name=granted_from]", "2026-01-01")
    save(page)
    password = page.locator(".secret__text").inner_text().strip()
    accessible(page)
    assert len(password) >= 10

    newcomer = sign_in_with(sign_in, "test.liaison", password)
    expect(newcomer.locator("main")).to_contain_text("密碼")


def sign_in_with(sign_in: SignIn, name: str, password: str) -> Page:
    """A first sign-in ends on the page that asks for an own password."""
    return sign_in(name, "/console/", password=password, fresh=True, lands="**/accounts/password/change/**")


def test_a_suspended_account_is_out_at_its_next_click_in_another_browser(sign_in: SignIn) -> None:
    colleague = sign_in("hubei.officer2", "/console/cases/", fresh=True)
    expect(colleague.locator("h1")).to_be_visible()
    page = sign_in("administrator", "/console/admin/accounts/", language="en")
    page.goto("/console/admin/accounts/?q=hubei.officer2")
    page.locator("main tbody").get_by_role("link", name="hubei.officer2").first.click()
    page.locator("details.confirm summary", has_text="Suspend at once").click()
    page.fill("details[open] textarea[name=reason]", "離職")
    page.locator("details[open] button.button--danger").click()
    expect(page.locator("main")).to_contain_text("Suspended since")
    colleague.goto("/console/cases/")
    assert "/accounts/" in colleague.url


def test_a_year_is_loaded_by_pasting_its_notice(sign_in: SignIn, shot: Callable[..., None]) -> None:
    page = sign_in("administrator", "/console/admin/calendar/load/")
    page.fill("[name=year]", "2027")
    page.fill("[name=source]", "演示：測試用通知")
    page.fill("[name=text]", NOTICE)
    page.click("button[value=look]")
    expect(page.locator("main tbody tr").first).to_contain_text("2027-01-01")
    page.click("button[value=load]")
    page.wait_for_url("**/console/admin/calendar/?year=2027")
    expect(page.locator(".calendar__day--off").first).to_be_visible()
    shot(page, "administrator-calendar", whole=False, guide=True)


def test_rule_packs_are_read_with_their_articles(sign_in: SignIn, shot: Callable[..., None]) -> None:
    page = sign_in("administrator", "/console/admin/packs/samr-121/")
    expect(page.locator("main")).to_contain_text("第十六條")
    shot(page, "administrator-pack", whole=False, guide=True)


def test_the_audit_log_shows_who_did_what_and_that_its_chain_is_whole(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("administrator", "/console/admin/audit/")
    expect(page.locator("main tbody tr").first).to_be_visible()
    accessible(page)
    shot(page, "administrator-audit", whole=False, guide=True)


def test_everything_can_be_exported(sign_in: SignIn, accessible: Callable[[Page], None]) -> None:
    page = sign_in("administrator", "/console/admin/export/")
    expect(page.locator("main h1")).to_be_visible()
    accessible(page)


def test_a_second_factor_is_set_up_and_asked_for_at_the_next_sign_in(
    sign_in: SignIn, open_page: Callable[..., Page]
) -> None:
    name = "hubei.supervisor2"
    page = sign_in(name, "/accounts/2fa/", fresh=True)
    page.locator("a[href*='totp/activate']").first.click()
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        save(page)
    secret = page.locator("code.copy__text").first.inner_text().strip()
    enter_code(page, secret, "form[action*=totp] button")
    again = open_page("/accounts/login/?next=/console/")
    again.fill("input[name=login]", name)
    again.fill("input[name=password]", PASSWORD)
    again.click("main form button.button--primary")
    again.wait_for_url("**/2fa/authenticate/**")
    enter_code(again, secret, "main form button")
    again.wait_for_url("**/console/")
