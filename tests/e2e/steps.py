"""What several journeys do: invented complaints, evidence, filing on the portal, numbers read from pages."""

import base64
import hashlib
import hmac
import itertools
import re
import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

WUHAN = "420100"
_counter = itertools.count(1)


@dataclass(frozen=True)
class Receipt:
    """What a consumer takes away."""

    number: str
    code: str


def picture(name: str = "receipt.png") -> FilePayload:
    """A small PNG, different each time."""
    image = Image.new("RGB", (240, 160), "#fbf8ef")
    ImageDraw.Draw(image).text((20, 20), f"RECEIPT {next(_counter)}", fill="#222222")
    out = BytesIO()
    image.save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


def unused_phone() -> str:
    """A number of the range kept for tests; each call another one."""
    return f"1380001{next(_counter):04d}"


def fill_complaint(page: Page, *, title: str = "新買的冰箱三週就壞了，商家拒絕修理", phone: str = "") -> None:
    """Everything the portal's form asks for."""
    if page.locator("a.kind").count():
        page.click("a.kind[href*=complaint]")
    page.check("input[name=bought][value=shop]")
    page.fill("[name=title]", title)
    page.fill("[name=narrative]", "三月一日在店裡買了一台冰箱，三週後不製冷。店家說保修不含壓縮機，要求自費五百元。")
    page.fill("[name=place]", "武漢")
    page.fill("[name=goods]", "冰箱")
    page.select_option("[name=nature]", "after_sales")
    page.fill("[name=trader_name]", "武漢測試電器城")
    page.check("input[name=claims][value=repair]")
    page.fill("[name=amount]", "2999")
    page.fill("[name=name]", "測試消費者甲")
    page.fill("[name=phone]", phone or unused_phone())
    page.check("[name=foreclosure]")


def send(page: Page) -> Receipt:
    """From the read-back page to the receipt."""
    page.click("button[value=submit]")
    page.wait_for_url("**/complain/receipt/**")
    return read_receipt(page)


def read_receipt(page: Page) -> Receipt:
    """Number and code as they stand on the page."""
    number, code = (each.strip() for each in page.locator("code.copy__text").all_inner_texts()[:2])
    return Receipt(number, code)


def file_complaint(page: Page, *, title: str = "新買的冰箱三週就壞了，商家拒絕修理", phone: str = "") -> Receipt:
    """The whole way on the portal, for journeys that begin with a case."""
    page.goto("/complain/")
    fill_complaint(page, title=title, phone=phone)
    page.click("button[value=check]")
    return send(page)


def open_with_code(page: Page, code: str) -> None:
    """The consumer's own view of a case."""
    page.goto("/track/")
    page.fill("[name=code]", code)
    page.locator("main form button").first.click()
    page.wait_for_url("**/track/case/")


def do(page: Page, number: str, verb: str, **values: str) -> None:
    """One verb by its own address: fill in, send, back on the case page."""
    page.goto(f"/console/cases/{number}/do/{verb}/")
    form = page.locator("form[data-submit-key]")
    for name, value in values.items():
        field = form.locator(f"[name={name}]")
        kind = field.first.get_attribute("type") or field.first.evaluate("element => element.tagName.toLowerCase()")
        if kind in {"radio", "checkbox"}:
            form.locator(f"[name={name}][value='{value}']").check()
        elif kind == "select":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button.button--large").click()
    page.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    expect(page.locator(".timeline")).to_be_visible()


def totp(secret: str, moment: float) -> str:
    """The six digits of RFC 6238 that an app shows at `moment`."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
