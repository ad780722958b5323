"""Objects of intake for the access matrix, and the consumer: a browser in which a query code opened the case."""

import base64
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from conftest import Cast
from open315.cases import services as cases
from open315.cases.actors import consumer_of
from open315.cases.models import Appointment, Attachment
from open315.cases.tests.access_objects import PICTURE, case
from open315.core.jobs import Job
from open315.core.uploads import services as uploads
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.web.code_door import let_in
from open315.intake.web.submission import receipt_token
from tests.access.thing import Thing


def _sheet(cast: Cast, council: str) -> int:
    file = SimpleUploadedFile("sheet.csv", "標題,經過\n冰箱不製冷,商家拒絕維修\n".encode(), "text/csv")
    clerk = "clerk" if council == "wuhan" else f"{council}_clerk"
    body = cast.bodies[council].pk
    return services.receive_sheet(file, source="hotline", council_id=body, actor=cast.actor(clerk), at=cast.at).pk


def _ended(cast: Cast, council: str) -> int:
    """An import that is over and brought something: it can be withdrawn."""
    sheet = SheetImport.objects.get(pk=_sheet(cast, council))
    sheet.job = Job.objects.create(
        kind="imports.sheet", state="done", organisation_id=sheet.council_id, done=1, total=1, created_at=cast.at
    )
    sheet.rows_new = 1
    sheet.save()
    return int(sheet.pk)


def _consumer(cast: Cast, client: Client) -> None:
    client.cookies.update(let_in(HttpResponse(), case(cast).case_id).cookies)


def _own_file(cast: Cast) -> int:
    """A file that the consumer of the case sent herself."""
    case_id = case(cast).case_id
    upload = uploads.receive(SimpleUploadedFile("mine.png", base64.b64decode(PICTURE), "image/png"), at=cast.at)
    cases.add_evidence(case_id, upload_ids=[upload.pk], actor=consumer_of(case_id), at=cast.at)
    return Attachment.objects.get(upload=upload).pk


def _own_appointment(cast: Cast) -> int:
    """A time appointed with the consumer of the case."""
    case_id = case(cast).case_id
    told = {"meeting": "visit", "starts_at": cast.at + timedelta(days=1), "minutes": 30}
    cases.make_appointment(case_id, **told, actor=cast.actor("officer"), at=cast.at)
    return Appointment.objects.get(case_id=case_id).pk


OBJECTS = {
    "own_appointment": Thing(_own_appointment),
    "own_file": Thing(_own_file),
    "own_notice": Thing(lambda cast: "register"),
    "receipt": Thing(lambda cast: receipt_token(case(cast).case_id)),
    "sheet": Thing(lambda cast: _sheet(cast, "wuhan"), foreign=lambda cast: _sheet(cast, "huangshi")),
    "ended_sheet": Thing(lambda cast: _ended(cast, "wuhan"), foreign=lambda cast: _ended(cast, "huangshi")),
    "open311_form": Thing(lambda cast: "json"),
    "open311_service": Thing(lambda cast: "complaint"),
    "list_format": Thing(lambda cast: "csv"),
}
VISITORS = {"consumer": _consumer}
