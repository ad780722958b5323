"""The main pages in three languages, on a desk and in a hand, by day and by night: whole, accessible, quiet, and in one language."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import FilePayload, Page

SignIn = Callable[..., Page]
OpenPage = Callable[..., Page]
ADMIN = "/console/admin/"
PAGES = {
    "home": ("", "/"),
    "rights": ("", "/rights/"),
    "card": ("", "/rights/fraud/"),
    "questions": ("", "/about/"),
    "complain": ("", "/complain/"),
    "track": ("", "/track/"),
    "today": ("officer", "/console/"),
    "inbox": ("officer", "/console/cases/?view=all"),
    "desk": ("clerk", "/console/desk/"),
    "messages": ("officer", "/console/messages/"),
    "imports": ("clerk", "/console/imports/"),
    "import-new": ("clerk", "/console/imports/new/"),
    "figures": ("secretariat", "/console/facts/"),
    "campaigns": ("secretariat", "/console/campaigns/"),
    "campaign-new": ("secretariat", "/console/campaigns/new/"),
    "organisations": ("administrator", f"{ADMIN}organisations/"),
    "organisation-new": ("administrator", f"{ADMIN}organisations/new/"),
    "people": ("administrator", f"{ADMIN}people/"),
    "accounts": ("administrator", f"{ADMIN}accounts/"),
    "roles": ("administrator", f"{ADMIN}roles/"),
    "regions": ("administrator", f"{ADMIN}regions/"),
    "calendar": ("administrator", f"{ADMIN}calendar/"),
    "calendar-load": ("administrator", f"{ADMIN}calendar/load/"),
    "packs": ("administrator", f"{ADMIN}packs/"),
    "pack": ("administrator", f"{ADMIN}packs/samr-121/"),
    "competence": ("administrator", f"{ADMIN}competence/"),
    "audit": ("administrator", f"{ADMIN}audit/"),
    "events": ("administrator", f"{ADMIN}events/"),
    "export": ("administrator", f"{ADMIN}export/"),
    "second-factor": ("administrator", "/accounts/2fa/"),
}
LOOKS = {
    "desk": ("zh-hant", {}),
    "phone, simplified, dark": ("zh-hans", {"phone": True, "dark": True}),
    "phone, English": ("en", {"phone": True}),
}
LATIN = [
    "WH",
    "HB",
    "GB",
    "zip",
    "EN",
    "GNU",
    "AGPL",
    "CSV",
    "XLSX",
    "XLS",
    "ODS",
    "ET",
    "Word",
    "DOCX",
    "PDF",
    "ICP",
    "JSON",
    "JPEG",
    "PNG",
    "MB",
    "KB",
    "ID",
    "API",
    "SAMR",
    "Ctrl",
    "Enter",
    "Escape",
    "Esc",
    "HTML",
    "ZIP",
    "TOTP",
    "SMS",
    "mm",
    "dd",
    "yyyy",
    "h",
    "j",
    "k",
    "n",
    "a",
    "b",
    "c",
    "d",
    "e",
    "g",
    "m",
    "o",
    "p",
    "r",
    "s",
    "u",
    "w",
    "x",
    "MITRE",
    "iCloud",
    "QQ",
    "VIP",
    "English",
    "holiday",
    "cn",
    "off",
    "work",
    "SHA",
    "URL",
    "UTC",
    "v",
]
"""Latin words that stand on Chinese pages too: names, file kinds, keys."""
VISIBLE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const quiet = element.closest("code, kbd, script, style, noscript, [lang=en], [data-latin], td, option, dialog");
        if (!quiet && element.checkVisibility()) found.push(walker.currentNode.textContent);
    }
    return found.join("\\n");
}"""


VISITS = [(name, look) for name, (who, _path) in PAGES.items() for look in (LOOKS if who else ["desk"])]
"""Pages of strangers are seen in every look by `test_open_first_pages.py`; here once, for their words."""


@pytest.mark.parametrize(("name", "look"), VISITS)
def test_a_page_is_whole_accessible_and_in_its_reader_s_language(
    name: str,
    look: str,
    open_page: OpenPage,
    sign_in: SignIn,
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    who, path = PAGES[name]
    language, options = LOOKS[look]
    page = sign_in(who, path, language=language, **options) if who else open_page(path, language=language, **options)
    shot(page, f"tour-{name}-{language}{'-phone' if 'phone' in options else ''}")
    look_at(page, language, accessible)


SHEET = """投诉编号,投诉日期,投诉内容,商家名称,所属地区,联系电话
V-001,2026-02-02,净水器漏水三次维修无果,武汉巡页净水,武汉市,13800018001
V-002,2026-02-03,网购地板色差严重,武汉巡页建材,武汉市,13800018002
V-003,二月的某一天,窗帘尺寸做错不肯重做,武汉巡页布艺,武汉市,13800018003
"""


def to_case(page: Page) -> None:
    """One of the demo's: the newest are those of other tests, with whatever these have written."""
    page.goto("/console/cases/?view=all&sort=oldest")
    page.goto(page.locator("a.inbox__link").first.get_attribute("data-full") or "")


def to_verb(page: Page) -> None:
    page.goto("/console/cases/?view=mine")
    page.goto(page.locator("a.inbox__link").first.get_attribute("data-full") or "")
    page.goto(page.locator("main a[href*='/do/']").first.get_attribute("href") or "")


def to_campaign(page: Page) -> None:
    page.goto("/console/campaigns/")
    this_year = page.locator("tbody th a", has_text=str(date.today().year))
    page.goto(this_year.first.get_attribute("href") or "")


def to_summary(page: Page) -> None:
    to_campaign(page)
    page.goto(page.locator("main a[href$='/summary/']").first.get_attribute("href") or "")


def to_columns(page: Page) -> None:
    page.goto("/console/imports/new/")
    file: FilePayload = {"name": "tour.csv", "mimeType": "text/csv", "buffer": SHEET.encode("gb18030")}
    page.set_input_files("[name=file]", [file])
    page.fill("[name=source]", "巡頁平台")
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/columns/")


def to_preview(page: Page) -> None:
    to_columns(page)
    page.locator("form[method=post] button.button--primary").last.click()
    page.wait_for_url("**/preview/")


def to_result(page: Page) -> None:
    to_preview(page)
    page.locator("form[action$='/start/'] button.button--primary").click()
    page.locator("a[href$='result.csv']").wait_for()


DEEP: dict[str, tuple[str, Callable[[Page], None]]] = {
    "case": ("officer", to_case),
    "case-verb": ("officer", to_verb),
    "campaign": ("secretariat", to_campaign),
    "summary": ("secretariat", to_summary),
    "import-columns": ("clerk", to_columns),
    "import-preview": ("clerk", to_preview),
    "import-result": ("clerk", to_result),
}
"""Pages that have an address only after some steps."""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", DEEP)
def test_a_page_behind_others_is_whole_accessible_and_in_its_reader_s_language(
    name: str, look: str, sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    who, go = DEEP[name]
    language, options = LOOKS[look]
    page = sign_in(who, language=language, **options)
    go(page)
    shot(page, f"tour-{name}-{language}{'-phone' if 'phone' in options else ''}")
    look_at(page, language, accessible)


def look_at(page: Page, language: str, accessible: Callable[[Page], None]) -> None:
    """What holds for every page."""
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "too wide"
    if language != "en":
        assert not strangers(page), f"untranslated on {page.url}: {strangers(page)}"
        accessible(page)


def strangers(page: Page) -> list[str]:
    """Latin words a Chinese page should not have."""
    not_ours = r"https?://\S+|Open315|\S+@\S+|\S+\.(?:png|jpe?g|pdf|csv|xlsx|docx)\b|[a-z]+[-_.][-_.a-z0-9]+"
    text = re.sub(not_ours, "", page.evaluate(VISIBLE))
    words = re.findall(r"[A-Za-z][A-Za-z'’]+", text)
    return sorted({word for word in words if word not in LATIN})


PORTAL = [path for who, path in PAGES.values() if not who]


@pytest.mark.parametrize("path", [*PORTAL, "/accounts/login/", "/track/case/"])
def test_the_portal_needs_no_scripts(path: str, open_page: OpenPage) -> None:
    page = open_page(path, script=False)
    assert page.locator("h1").is_visible()
    for link in page.locator("main a[href]").all():
        assert not (link.get_attribute("href") or "").startswith("javascript:")
