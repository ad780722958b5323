"""An officer keeps a phrase, puts it into a message to the consumer by one press, and sees it in the timeline."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.steps import file_complaint

OpenPage = Callable[..., Page]


def test_a_phrase_answers_a_consumer_with_the_number_of_her_case(
    open_page: OpenPage,
    sign_in: Callable[..., Page],
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    number = file_complaint(open_page("/")).number
    page = sign_in("officer", "/console/phrases/add/")
    page.fill("[name=name]", "請補購物憑證")
    page.select_option("[name=use]", "consumer")
    page.fill("[name=text]", "您反映{經營者}的問題（案號{案號}）已收到，請補充發票。")
    page.click("main form button.button--primary")
    expect(page.locator("main")).to_contain_text("請補購物憑證")
    accessible(page)
    shot(page, "phrases")
    page.goto(f"/console/cases/{number}/do/write_to_consumer/")
    page.fill("[name=text]", "您好。")
    page.click(".phrases summary")
    expect(page.locator(".phrases__one").first).to_contain_text(number)
    accessible(page)
    shot(page, "phrases-below")
    page.locator(".phrases__one", has_text="請補購物憑證").first.click()
    page.wait_for_url("**#id_text")
    written = page.input_value("[name=text]")
    assert written.startswith("您好。\n您反映")
    assert f"（案號{number}）已收到，請補充發票。" in written
    page.click("button.button--large")
    expect(page.locator(".timeline")).to_contain_text(f"（案號{number}）已收到")
