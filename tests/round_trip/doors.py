"""The doors by which a case comes in. Each takes what is given by its own names (form field, key of JSON, heading) and tells the new case."""

import csv
import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.cases import services
from open315.cases.models import Case
from open315.cases.types import ConsumerFacts, NewCase, PersonDetails, Registered, TraderRef
from open315.core import clock, jobs
from open315.core.access import ANONYMOUS
from open315.core.errors import Open315Error
from open315.core.uploads import services as uploads
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services as sheets
from open315.intake.sheet_import.columns import Mapping as SheetMapping
from tests.round_trip.lines import API, DESK, MANY, PORTAL, SERVICE, SHEET, SHEET_FORM, Given

LANGUAGE = "django_language"
FILE = "evidence"
OF_ALL_ROWS = "form:"
"""What is said on the pages of a sheet rather than in it."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000"
    "001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Refused(Exception):
    """The door did not let it in; the message names the field."""


def staff(cast: Any, who: str) -> Client:
    """A browser in which somebody of the cast is signed in."""
    client = Client()
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def file(name: str) -> SimpleUploadedFile:
    """A picture."""
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def _newest() -> int:
    return int(Case.objects.order_by("-id").values_list("id", flat=True)[0])


def _filled(client: Client, address: str, given: Given) -> dict[str, Any]:
    """A form of ours as it is sent once it is filled in."""
    page = client.get(address)
    data = {name: value for name, value in given.items() if name not in {LANGUAGE, FILE}}
    if FILE in given:
        data[FILE] = [file(name) for name in given[FILE]]
    return {**data, "submission": page.context["submission"]}


def _taken(answer: Any) -> int:
    if answer.status_code != 302:
        raise Refused(*answer.context["form"].errors)
    return _newest()


def _portal(_cast: Any, given: Given) -> int:
    """Read back first, then sent: what the page of the reading back holds hidden is all there is."""
    client = Client()
    client.cookies[LANGUAGE] = given.get(LANGUAGE, "zh-hant")
    answer = client.post(
        "/complain/", {**_filled(client, "/complain/?kind=complaint", given), "step": "check"}, follow=True
    )
    if errors := answer.context["form"].errors:
        raise Refused(*errors)
    return _taken(client.post("/complain/", {**_hidden(answer.content.decode()), "step": "submit"}))


def _hidden(page: str) -> dict[str, list[str]]:
    form = page[page.index("data-guard") : page.index('value="submit"')]
    found: dict[str, list[str]] = {}
    for field in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = (re.search(rf'{part}="([^"]*)"', field) for part in ("name", "value"))
        if name and value:
            found.setdefault(name[1], []).append(html.unescape(value[1]))
    return found


def _desk(cast: Any, given: Given) -> int:
    client = staff(cast, "clerk")
    return _taken(client.post("/console/desk/", _filled(client, "/console/desk/", given)))


def _api(_cast: Any, given: Given) -> int:
    body: dict[str, Any] = {"trader": {}, "consumer": {}}
    for name, value in given.items():
        outer, _, inner = name.partition(".")
        if inner:
            body[outer][inner] = value
        elif name != LANGUAGE:
            body[name] = value
    answer = Client().post(
        "/api/v1/cases",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4()), "Accept-Language": given.get(LANGUAGE, "")},
    )
    if answer.status_code != 201:
        raise Refused(*(each["field"] for each in answer.json()["errors"]))
    return _newest()


def _parted(given: Given) -> tuple[Given, SimpleUploadedFile]:
    """What is said on the pages of the sheet, and the sheet."""
    said = {name.removeprefix(OF_ALL_ROWS): value for name, value in given.items() if name.startswith(OF_ALL_ROWS)}
    cells = {name: value for name, value in given.items() if not name.startswith(OF_ALL_ROWS)}
    text = StringIO()
    csv.writer(text).writerows([["行", *cells], ["1", *cells.values()]])
    return said, SimpleUploadedFile("a.csv", text.getvalue().encode())


def _run(sheet: SheetImport) -> int:
    sheet.refresh_from_db()
    assert sheet.job_id
    jobs.run(sheet.job_id)
    sheet.refresh_from_db()
    if not sheet.rows_new:
        raise Refused("row")
    return _newest()


def _next_sheet(cast: Any, given: Given) -> int:
    """Another sheet of the source, without the pages: its columns are remembered by their headings."""
    said, sheet = _parted(given)
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": clock.now()}
    found = sheets.receive_sheet(sheet, source=said["source"], council_id=cast.bodies["wuhan"].pk, **who)
    mapping = SheetMapping.from_data(found.mapping)
    defaults = replace(mapping.defaults, trader_kind=said["trader_kind"])
    sheets.set_mapping(found.pk, replace(mapping, defaults=defaults), **who)
    return _run(sheets.start_import(found.pk, **who))


def _sheet(cast: Any, given: Given) -> int:
    """Through the pages, as a clerk does it. A column whose heading nobody knows is kept beside the case."""
    said, sheet = _parted(given)
    client, council = staff(cast, "clerk"), cast.bodies["wuhan"].pk
    client.post("/console/imports/new/", {"file": sheet, "source": said["source"], "council": council})
    found = SheetImport.objects.order_by("-id")[0]
    page = client.get(f"/console/imports/{found.pk}/columns/")
    form = page.context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    sent |= {name: "keep" for name, value in sent.items() if name.startswith("column_") and not value}
    answer = client.post(f"/console/imports/{found.pk}/columns/", {**sent, "column_0": "", **said})
    assert answer.status_code == 302, answer.context["form"].errors
    client.post(f"/console/imports/{found.pk}/start/")
    return _run(found)


def command_of(cast: Any, given: Given) -> NewCase:
    """What a program hands to the services; fields of nested parts are named "trader.name"."""
    parts: dict[str, dict[str, Any]] = {"trader": {}, "consumer": {}, "consumer_facts": {}}
    flat: dict[str, Any] = {"title": "", "narrative": "", "received_at": clock.now()}
    for name, value in given.items():
        outer, _, inner = name.partition(".")
        (parts[outer] if inner else flat)[inner or name] = value
    flat["council_id"] = cast.bodies[flat["council_id"]].pk
    flat["upload_ids"] = tuple(uploads.receive(file(name), at=clock.now()).pk for name in flat.get("upload_ids", ()))
    return NewCase(
        **flat,
        trader=replace(TraderRef(), **parts["trader"]),
        consumer=replace(PersonDetails(), **parts["consumer"]),
        consumer_facts=replace(ConsumerFacts(), **parts["consumer_facts"]),
    )


def _service(cast: Any, given: Given) -> int:
    try:
        return services.register_case(command_of(cast, given), actor=ANONYMOUS, at=clock.now()).case_id
    except Open315Error as error:
        raise Refused(error.field) from error


def _many(cast: Any, given: Given) -> int:
    """The way of the demo."""
    (found,) = services.register_cases([command_of(cast, given)], actor=ANONYMOUS, at=clock.now())
    if not isinstance(found, Registered):
        raise Refused(found.field)
    return found.case_id


DOORS: Mapping[str, Callable[[Any, Given], int]] = {
    PORTAL: _portal,
    DESK: _desk,
    API: _api,
    SHEET: _sheet,
    SHEET_FORM: _sheet,
    SERVICE: _service,
    MANY: _many,
}
AGAIN = {SHEET: _next_sheet}
"""A quicker way through a door that was gone through before."""
