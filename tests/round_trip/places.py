"""The places that show a case, each read into what stands there under which words; and the rows that the database holds of it."""

import csv
import html
import re
from collections.abc import Callable, Mapping
from datetime import date
from io import StringIO
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import translation

from open315.cases.models import Attachment, Case, Clock, Identity, Party, SealedText, TimelineEntry
from open315.cases.query_codes import query_code
from open315.cases.vault import open_identity, open_text, phone_index
from open315.core import clock, search
from open315.core.access import Actor
from open315.core.facts import Breakdown, Period, Scope, compute
from open315.core.outbox.pump import drain
from open315.core.uploads.names import given_name
from open315.intake.models import SheetImport
from open315.org.models import Account, Organisation
from tests.round_trip import lines
from tests.round_trip.doors import FILE, LANGUAGE, file, staff

Shown = dict[str, Any]
READER = "province_supervisor"
_NOTE = re.compile(
    r'(?:<br>\s*)?<span class="muted">(.*?)</span>|<details>.*?<p class="muted">(.*?)</p>\s*</details>', re.DOTALL
)
_CHANGE = re.compile(r"<a [^>]*>\s*修改.*?</a>", re.DOTALL)
_PAIR = re.compile(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", re.DOTALL)
YEAR = Period(date(2026, 1, 1), date(2026, 5, 12), date(2026, 5, 12))
BREAKDOWNS = (
    "cases.by_kind",
    "cases.by_channel",
    "cases.by_nature",
    "cases.by_goods",
    "cases.by_region",
    "cases.by_month",
)


def words(markup: str) -> str:
    """The text of a piece of a page, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def _first(pattern: str, page: str) -> str | None:
    found = re.search(pattern, page, re.DOTALL)
    return words(found[1]) if found else None


def _pairs(page: str) -> Shown:
    """The pairs of a page; a remark below the second stands under "…: note"."""
    found: Shown = {}
    for label, text in _PAIR.findall(page):
        found[words(label)] = words(_NOTE.sub("", text))
        if note := _NOTE.search(text):
            found[f"{words(label)}: note"] = words(note[1] or note[2])
    return found


def _section(heading: str, page: str) -> str:
    found = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    return found[1] if found else ""


def case_page(cast: Any, case: Case) -> Shown:
    """The page of the staff."""
    page = staff(cast, READER).get(f"/console/cases/{case.number}/").content.decode()
    lead = (_first(r'<span class="muted">([^<]* · [^<]* · [^<]*)</span>', page) or " ·  · ").split(" · ")
    found = _pairs(page)
    names = re.findall(r'files/\d+/">([^<]*)</a>', _section("證據", page))
    return {
        "": page,
        **found,
        **dict(zip(("lead: kind", "lead: channel", "lead: received"), lead, strict=True)),
        "heading": _first(r"<h1[^>]*>(.*?)</h1>", page),
        "what happened": _first(r'<p class="prose">(.*?)</p>\s*<p class="muted">', _section("事情經過", page)),
        "party": _first(r"<li>(.*?)</li>", _section("當事人", page)),
        "evidence": " ".join(names).replace(case.number, "案號") or None,
    }


def unmasked_page(cast: Any, case: Case) -> Shown:
    """What the staff see once they have given a reason."""
    address = f"/console/cases/{case.number}/do/unmask/"
    told = {"reason": "電話回訪", "party_id": case.parties.get().pk}
    page = staff(cast, READER).post(address, told).content.decode()
    originals = re.findall(r"<h3>(.*?)</h3>\s*<p class=\"prose\">(.*?)</p>\s*</div>", page, re.DOTALL)
    found = {f"original of {words(label)}": re.sub(r"\s*</?mark>\s*", "", text).strip() for label, text in originals}
    contact = _pairs(page[: page.index("</section>")])
    return {"": page, **contact, **{label: html.unescape(text) for label, text in found.items()}}


def tracking_page(_cast: Any, case: Case) -> Shown:
    """The page of the consumer."""
    client = Client()
    client.post("/track/", {"code": query_code(case.pk)})
    page = client.get("/track/case/").content.decode()
    names = re.findall(r"<li>\s*(?:<a [^>]*>)?([^<]*)(?:</a>\s*)?<small", _section("您提交的文件", page))
    found = _pairs(page)
    if "期限" in found:
        found["期限"] = found["期限"].partition(" · ")[0]  # the day of the week stands behind it
    return {
        "": page,
        **found,
        "lead": _first(r'<p class="lead">(.*?)</p>', page),
        "your files": " ".join(words(name) for name in names) or None,
    }


def tracked(_cast: Any, case: Case) -> Shown:
    """The answer of the API."""
    answer = Client().post("/api/v1/cases/track", {"code": query_code(case.pk)}, content_type="application/json")
    return {"": answer.content.decode(), **answer.json()}


def _of_file(answer: Any) -> Shown:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, row, *_end = csv.reader(StringIO(text))
    return {"": text, **dict(zip(header, row, strict=True))}


def export(cast: Any, case: Case) -> Shown:
    """The list as a file; this case alone is in it."""
    return _of_file(staff(cast, READER).get("/console/cases/export/?view=all"))


def rows_of_a_fact(cast: Any, case: Case) -> Shown:
    """The rows behind "complaints received" of its year as a file."""
    year = case.received_on.year
    asked = f"first={year}-01-01&last={min(f'{year}-12-31', '2026-05-12')}"
    return _of_file(staff(cast, READER).get(f"/console/facts/cases.received/rows.csv?{asked}"))


def result_of_the_sheet(cast: Any, case: Case) -> Shown:
    """What the clerk is told of her sheet; beside it stand its own cells as she brought them."""
    sheet = SheetImport.objects.order_by("-id").first()
    if sheet is None:
        return {"": ""}
    found = _of_file(staff(cast, "clerk").get(f"/console/imports/{sheet.pk}/result.csv"))
    told = {heading: text for heading, text in found.items() if heading.startswith("導入：")}
    return {"": " ".join(told.values()), **told}


def facts(cast: Any, case: Case) -> Shown:
    """The figures of the province, of which this case is all there is."""
    actor: Actor = cast.actor(READER)
    found: Shown = {"": ""}
    for key in BREAKDOWNS:
        found[key] = _counts(compute(key, YEAR, Scope(), actor))
    found["cases.by_region in 4201"] = _counts(
        compute("cases.by_region", YEAR, Scope(region="4201"), cast.actor("supervisor"))
    )
    traders = compute("cases.by_trader", YEAR, Scope(), actor)
    assert isinstance(traders, Breakdown)
    found["cases.by_trader"] = {str(label): line.value for _code, label, line in traders.lines if line.value}
    for key in ("cases.amount_cents", "cases.recovered_cents"):
        found[key] = compute(key, YEAR, Scope(), actor).value  # type: ignore[union-attr]
    return found


def _counts(table: Any) -> dict[str, Any]:
    return {code: line.value for code, _label, line in table.lines if line.value}


class _Finds(dict[str, Any]):
    """Whether a search for the words finds the case."""

    def __init__(self, case: Case) -> None:
        super().__init__({"": ""})
        self._id = case.pk

    def __missing__(self, asked: str) -> bool:
        return search.newest("case_search", asked, limit=5) == [self._id]


def found_by_search(_cast: Any, case: Case) -> Shown:
    """The search of the cases, once the worker has written its index."""
    drain(clock.now())
    return _Finds(case)


def receipt_by_mail(_cast: Any, case: Case) -> Shown:
    """The notice of receipt."""
    mail.outbox.clear()
    drain(clock.now())
    if not mail.outbox:
        return {"": ""}
    (letter,) = mail.outbox
    page = str(letter.alternatives[0][0])
    spoken = re.search(r'<html lang="([^"]*)"', page)
    return {
        "": page,
        "to": " ".join(letter.to),
        "language": spoken[1] if spoken else None,
        "council": re.findall(r"<p>([^<]*)</p>", page)[-1],
    }


def read_back(given: Mapping[str, Any]) -> Shown:
    """The page of the portal that reads the form back before it is sent."""
    client = Client()
    begun = client.get("/complain/?kind=complaint").context["submission"]
    data = {name: value for name, value in given.items() if name not in {LANGUAGE, FILE}}
    data[FILE] = [file(name) for name in given[FILE]]
    page = client.post("/complain/", {**data, "submission": begun, "step": "check"}, follow=True).content.decode()
    page = _CHANGE.sub("", page)
    found = _pairs(page)
    found["證據"] = " ".join(re.findall(r"\S+\.png", found["證據"]))
    found["您的聲明"] = " ".join(re.findall(r"您的聲明</dt>\s*<dd[^>]*>\s*(.*?)\s*</dd>", page, re.DOTALL))
    return {"": page, **found}


PLACES: Mapping[str, Callable[[Any, Case], Shown]] = {
    lines.CASE_PAGE: case_page,
    lines.UNMASKED: unmasked_page,
    lines.TRACKING: tracking_page,
    lines.TRACKED: tracked,
    lines.EXPORT: export,
    lines.RESULT: result_of_the_sheet,
    lines.ROWS: rows_of_a_fact,
    lines.FACTS: facts,
    lines.MAIL: receipt_by_mail,
    lines.SEARCH: found_by_search,
}


def database(case_id: int) -> dict[str, Any]:
    """Every column of every row that a new case brings; bodies by their names, sealed things opened."""
    case = Case.objects.select_related("council", "holder", "trader__platform").get(pk=case_id)
    party = Party.objects.get(case=case)
    found = {f"Case.{name}": value for name, value in _columns(case)}
    found |= {f"Party.{name}": value for name, value in _columns(party)}
    found |= {f"Trader.{name}": value for name, value in _columns(case.trader)} if case.trader else {}
    if case.trader and case.trader.platform:
        found |= {"Platform.name": case.trader.platform.name, "Platform.region_id": case.trader.platform.region_id}
    found |= {"Case.council": case.council.name, "Case.holder": case.holder.name}
    competent = Organisation.objects.filter(pk=case.competent_id).first()
    found["Case.competent"] = competent.name if competent else None
    if case.source_ref.startswith("row:"):
        found["Case.source_ref"] = "row:…"
    found["Case.competence"] = case.competence.get("code")
    by = Account.objects.filter(pk=case.registered_by_id).first()
    found["Case.registered_by"] = by.username if by else None
    council = f"#{case.council_id}"
    if case.source.endswith(council):
        found["Case.source"] = case.source.replace(council, f"#{case.council.name}")
    for name in ("Case.registered_by_id", "Case.council_id", "Case.holder_id", "Case.competent_id"):
        del found[name]
    if party.phone_index:
        found["Party.phone_index"] = (
            "of 139-0000-0006" if party.phone_index == phone_index("13900000006") else "of another"
        )
    identity = Identity.objects.filter(pk=party.identity_id).first()
    person = open_identity(identity) if identity else None
    found |= {
        f"vault.{name}": getattr(person, name, None) for name in ("name", "phone", "email", "address", "id_number")
    }
    found |= {f"sealed.{row.field}": open_text(row) for row in SealedText.objects.filter(case=case)}
    found["Clock.due_on"] = Clock.objects.get(case=case).due_on
    entry = TimelineEntry.objects.get(case=case)
    found |= {f"TimelineEntry.data.{name}": value for name, value in entry.data.items()}
    files = Attachment.objects.filter(case=case).order_by("id")
    found["Attachment.names"] = [given_name(each.upload) for each in files.select_related("upload")]
    return found


def _columns(row: Any) -> list[tuple[str, Any]]:
    return [(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields]


def everywhere(cast: Any, case_id: int) -> dict[str, Shown]:
    """What all places show of the case."""
    case = Case.objects.select_related("council").get(pk=case_id)
    with translation.override("zh-hant"):
        return {name: read(cast, case) for name, read in PLACES.items()}
