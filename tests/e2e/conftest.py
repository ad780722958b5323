"""Fixtures of the browser journeys: one site for the session, Chromium, pages in a language, pictures, accessibility.

A journey fails when the browser reports an error, a blocked script or a request to another host, whatever the test itself looked at.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from open315.org.demo.logins import PASSWORD
from tests.plumbing import ROOT, chromium
from tests.site_process import HANGS_AFTER, Site, start_site

LANGUAGES = ("zh-hant", "zh-hans", "en")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
SCREENSHOTS = ROOT / "var" / "screenshots"
WANTED = os.environ.get("OPEN315_SHOTS", "")
"""Which pictures are taken: none, all, or also those of the guide anew ("1")."""
PICTURES = ROOT / "docs" / "images" / "guide" if WANTED == "1" else SCREENSHOTS
PATIENCE = HANGS_AFTER * 1000
"""Milliseconds for each thing a journey waits for: a picture of a long page takes fifteen seconds on a busy machine."""
_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Open315 with its demo, as `script/server` starts it; E2E_PORT=8315 takes a site that already runs, for writing journeys."""
    if port := os.environ.get("E2E_PORT"):
        yield Site(None, int(port), ROOT, ROOT)  # type: ignore[arg-type]
        return
    running = start_site(tmp_path_factory.mktemp("site") / "var", environment={"OPEN315_DEMO_SMALL": "1"})
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(_CHROMIUM))
        yield started
        started.close()


@dataclass
class Watch:
    """What a browser complained of; `allowed` holds patterns of complaints the journey provokes on purpose."""

    complaints: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Complaints that match are expected, for example the 404 the journey is about."""
        self.allowed.append(pattern)

    def rest(self) -> list[str]:
        """Complaints nobody expected."""
        return [words for words in self.complaints if not any(re.search(pattern, words) for pattern in self.allowed)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collects complaints of every page of the journey and fails the test for them."""
    watching = Watch()
    yield watching
    assert not watching.rest(), "the browser complained:\n" + "\n".join(watching.rest())


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(site: Site, browser: Browser, watch: Watch) -> Iterator[OpenPage]:
    """`open_page("/complain/", language="zh-hans", phone=True, dark=True, script=False)` → a page of a reader of its own."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "/",
        *,
        language: str = "zh-hant",
        phone: bool = False,
        dark: bool = False,
        script: bool = True,
        cookies: Sequence[Any] = (),
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            accept_downloads=True,
            **more,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}, *cookies])
        contexts.append(context)
        page = context.new_page()
        _listen(page, site, watch)
        _press_when_loaded(page)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def _press_when_loaded(page: Page) -> None:
    """A key counts once the page's script listens: nobody presses one on a page that has not come up, and a loaded machine takes longer."""
    press = page.keyboard.press

    def pressed(key: str, **options: Any) -> None:
        page.wait_for_load_state()
        press(key, **options)

    page.keyboard.press = pressed  # type: ignore[method-assign]


def _listen(page: Page, site: Site, watch: Watch) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            watch.complaints.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:", "about:")):
            watch.complaints.append(f"{page.url}: request to another host: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: watch.complaints.append(f"{page.url}: {error}"))
    page.on("request", on_request)


@pytest.fixture(scope="session")
def sessions() -> dict[str, list[Any]]:
    """The cookies of those who have signed in before; a second journey of the same person need not sign in again."""
    return {}


@pytest.fixture
def sign_in(open_page: OpenPage, sessions: dict[str, list[Any]]) -> OpenPage:
    """`sign_in("officer", "/console/cases/")` → a page of a signed-in member of staff: a name of STAFF or of an account.

    `fresh=True` signs in anew, in a session nobody else uses.
    """

    def signed_in(
        who: str,
        path: str = "/console/",
        *,
        password: str = PASSWORD,
        fresh: bool = False,
        lands: str = "",
        **options: Any,
    ) -> Page:
        name = STAFF.get(who, who)
        if name in sessions and not fresh:
            return open_page(path, cookies=sessions[name], **options)
        page = open_page(f"/accounts/login/?next={quote(path)}", **options)
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", password)
        page.click("main form button.button--primary")
        page.wait_for_url(lands or f"**{quote(path, safe='/?=&')}")
        if not fresh:
            sessions[name] = [each for each in page.context.cookies() if each.get("name") == "sessionid"]
        return page

    return signed_in


STAFF = {
    "clerk": "wuhan.clerk",
    "officer": "wuhan.officer",
    "supervisor": "wuhan.supervisor",
    "liaison": "wuhan.market",
    "neighbour": "huangshi.officer",
    "secretariat": "hubei.secretariat",
    "analyst": "hubei.analyst",
    "administrator": "hubei.admin",
}
"""Who plays which part: log-ins of the demo."""


@pytest.fixture
def shot() -> Callable[..., None]:
    """`shot(page, "complain-zh-hans")` → a picture of the whole page in var/screenshots, if pictures are wanted.

    A picture of a long page takes as long as all that is looked at there. `guide=True` marks the pictures of the user guide: with OPEN315_SHOTS=1 they go to docs/images/guide.
    """

    def taken(page: Page, name: str, *, whole: bool = True, guide: bool = False) -> None:
        if not WANTED:
            return
        folder = PICTURES if guide else SCREENSHOTS
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.png"
        page.screenshot(path=target, full_page=whole, animations="disabled")
        if folder != SCREENSHOTS:
            with Image.open(target) as image:
                image.convert("RGB").quantize(96).save(target, optimize=True)

    return taken


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)` fails with every violation of WCAG 2.2 A and AA that axe finds."""

    def checked(page: Page) -> None:
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        # What passes is not told: telling it takes a third of the time.
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        words = [f"{item['id']}: {item['help']}\n    " + "\n    ".join(_targets(item)) for item in found]
        assert not words, f"{page.url} is not accessible:\n" + "\n".join(words)

    return checked


def _targets(violation: dict[str, Any]) -> list[str]:
    return [f"{' '.join(map(str, node['target']))}  {node['html'][:120]}" for node in violation["nodes"][:5]]
