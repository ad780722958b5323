"""A sheet of complaints and its way in, for tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.core import jobs
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.sheet_import.columns import Mapping

SHEET = """投訴編號,投訴日期,被投訴方,投訴內容,涉案金額
A1,2026-05-01,商家甲,手機開不了機，要求退款,1999元
A2,昨天,商家乙,空調不製冷,
A3,2026-05-02,商家丙,,很多
A4,2026-05-03,商家甲,送貨太慢,3萬
"""


def sheet(text: str = SHEET) -> SimpleUploadedFile:
    return SimpleUploadedFile("投訴.csv", text.encode("gb18030"))


def received(cast: Any, text: str = SHEET, source: str = "12315平台") -> SheetImport:
    council = cast.bodies["wuhan"].pk
    return services.receive_sheet(sheet(text), source=source, council_id=council, actor=cast.actor("clerk"), at=cast.at)


def run(sheet: SheetImport) -> None:
    sheet.refresh_from_db()
    assert sheet.job_id is not None
    jobs.run(sheet.job_id)


def started(cast: Any, text: str = SHEET) -> SheetImport:
    job = received(cast, text)
    services.set_mapping(job.pk, Mapping.from_data(job.mapping), actor=cast.actor("clerk"), at=cast.at)
    return services.start_import(job.pk, actor=cast.actor("clerk"), at=cast.at)


def finished(cast: Any, text: str = SHEET) -> SheetImport:
    job = started(cast, text)
    run(job)
    job.refresh_from_db()
    return job


def signed_in(cast: Any, client: Client, who: str = "clerk") -> Client:
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    return client
