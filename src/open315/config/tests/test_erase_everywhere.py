"""A person whose name and telephone number stand everywhere is erased; then they are looked for, in every script and encoding: in the bytes of
every table, in the files of the install, in what is sealed there, in the queue, the log and a new backup. Nothing is found."""

import gzip
import logging
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from open315.activities.services import cancel_activity
from open315.activities.tests.making import planned
from open315.cases import services
from open315.cases.models import Attachment, Case, Handoff, Identity, Party, SealedText, TimelineEntry
from open315.cases.services.rows import SEARCH_INDEX
from open315.cases.services.saved_views import save_view
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, PersonDetails
from open315.cases.vault import open_identity, open_text
from open315.core import audit, jobs, search
from open315.core.access import ANONYMOUS
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import data_of
from open315.core.crypto import Sealed, unseal
from open315.core.jobs import JobFile, files
from open315.core.ops import export
from open315.core.ops.archive import backup
from open315.core.outbox.pump import drain
from open315.core.pages.drafts.models import Draft
from open315.core.pages.drafts.services import _purpose, keep_draft
from open315.core.text import letters
from open315.core.text.script import to_simplified
from open315.core.uploads import services as uploads
from open315.core.uploads import storage
from open315.core.uploads.models import Upload
from open315.inbox import services as inbox
from open315.inbox import vault
from open315.inbox.models import Answer, Arrival, Sender
from open315.inbox.tests.making import GATEWAY
from open315.inbox.types import Inbound
from open315.intake.sheet_import.services import receive_sheet, start_import
from open315.notify.channels.email import kept_mails
from open315.org.services import suspend_account

NAME, PHONE, MAIL = "歐陽鐵柱", "13788996655", "tiezhu.ouyang@example.org"
PERSON = PersonDetails(name=NAME, phone=PHONE, email=MAIL, address="江漢路 1 號")
SHEET = f"投訴編號,投訴內容,姓名,電話,商家\nN1,我是{NAME}，電話 {PHONE}，商家不退款,{NAME},{PHONE},示例電器行\nN2,另一件,,,示例電器行\n"
SPELLINGS = {
    NAME,
    to_simplified(NAME),
    letters(NAME),
    PHONE,
    "137 8899 6655",
    "１３７８８９９６６５５",
    MAIL,
    "tiezhu.ouyang",
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "unicode-escape")
LOOKED_FOR = {each.encode(how, "ignore") for each in SPELLINGS for how in ENCODINGS} - {b""}
LOOKED_FOR |= {quote(each).encode() for each in SPELLINGS}
LOOKED_FOR = {each for each in LOOKED_FOR if len(each) > 5}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any, time_machine: Any, cast: Any) -> Path:
    settings.VAR = tmp_path
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.EMAIL_BACKEND = "open315.notify.channels.email.kept_mails.KeptMails"
    settings.SITE_URL = "https://open315.example"
    time_machine.move_to(cast.at, tick=False)
    return tmp_path


def photo() -> SimpleUploadedFile:
    notes = Image.Exif()
    notes[0x013B] = MAIL
    out = BytesIO()
    Image.new("RGB", (8, 8), 1).save(out, "JPEG", exif=notes.tobytes(), comment=NAME.encode())
    return SimpleUploadedFile(f"{NAME}的發票.jpg", out.getvalue())


def by_portal(cast: Any) -> Case:
    """A case in which the person stands wherever one can write, also where an earlier version masked nothing."""
    at = cast.at
    sent = uploads.receive(photo(), at=at).pk
    told = complaint(
        cast, consumer=PERSON, title=f"{NAME}的冰箱", narrative=f"我是{NAME}，請打 {PHONE}。", upload_ids=(sent,)
    )
    case_id = services.register_case(told, actor=ANONYMOUS, at=at).case_id
    officer, liaison = cast.actor("officer"), cast.actor("market_liaison")
    services.add_note(case_id, text=f"{NAME} 來電，{PHONE}", actor=officer, at=at)
    services.write_to_consumer(case_id, text=f"{NAME}，請回電 {PHONE}", actor=officer, at=at)
    more = uploads.receive(photo(), at=at).pk
    services.add_evidence(case_id, upload_ids=[more], note=f"{NAME}的照片", actor=officer, at=at)
    services.accept_case(case_id, foreclosure_told=True, actor=officer, at=at)
    services.refer_case(
        case_id, to_organisation_id=cast.bodies["market"].pk, reason=f"請聯繫{NAME}", actor=officer, at=at
    )
    services.acknowledge_referral(case_id, actor=liaison, at=at)
    party = Party.objects.get(case_id=case_id).pk
    services.unmask_identity(case_id, party_id=party, reason=f"聯繫{NAME}本人", actor=liaison, at=at)
    services.answer_referral(case_id, reply=f"已聯繫{NAME}，{PHONE}", actor=liaison, at=at)
    services.close_case(case_id, result="mediated", recovered_cents=100, note=f"{NAME}已和解", actor=officer, at=at)
    words = f"{NAME}，{PHONE}，{MAIL}"
    Case.objects.filter(pk=case_id).update(
        title=words, narrative=words, goods_text=NAME, result_note=words, source_data={NAME: [words]}, trader_name=NAME
    )
    TimelineEntry.objects.create(case_id=case_id, at=at, verb="note", actor_kind="staff", data={"text": words})
    Handoff.objects.filter(case_id=case_id).update(reason=words, reply=words)
    Attachment.objects.filter(case_id=case_id).update(note=words[:200])
    save_view(name=NAME, query=f"q={quote(NAME)}", shared=True, actor=officer, at=at)
    owner = f"account:{cast.accounts['officer'].pk}"
    keep_draft(owner, f"cases.note/{case_id}", {"text": [words]}, drawn="", lives=timedelta(days=7), at=at)
    return Case.objects.get(pk=case_id)


def by_sheet(cast: Any) -> Case:
    clerk = cast.actor("clerk")
    file = SimpleUploadedFile(f"{NAME}.csv", SHEET.encode("gb18030"))
    sheet = receive_sheet(file, source="12315平台", council_id=cast.bodies["wuhan"].pk, actor=clerk, at=cast.at)
    start_import(sheet.pk, actor=clerk, at=cast.at)
    sheet.refresh_from_db()
    jobs.run(sheet.job_id)
    return Case.objects.exclude(source="").order_by("id")[0]


def by_sms(cast: Any, settings: Any) -> Case:
    """A case made of a message, with another that was added to it, an answer, and what a clerk had begun to write about both."""
    at, officer, council = cast.at, cast.actor("officer"), cast.bodies["wuhan"].pk
    ids = [
        inbox.receive(Inbound("kannel", key, PHONE, text), council_id=council, actor=GATEWAY, at=at).message_id
        for key, text in (("s-1", f"{NAME}：冰箱壞了不退款，{MAIL}"), ("s-2", f"商家欺負{NAME}，請回 {PHONE}"))
    ]
    told = complaint(cast, consumer=PERSON, channel=Channel.SMS, narrative=f"{NAME}：冰箱壞了不退款，{MAIL}")
    case = Case.objects.get(pk=services.register_case(told, actor=officer, at=at).case_id)
    inbox.link_made(ids[0], case_id=case.pk, actor=officer, at=at)
    inbox.add_to_case(ids[1], number=case.number, actor=officer, at=at)
    settings.SMS_SEND = "http://127.0.0.1:9/send"
    inbox.answer(ids[0], text=f"{NAME}您好，請帶{MAIL}收到的單據", actor=officer, at=at)
    settings.SMS_SEND = ""
    owner, words = f"account:{officer.account_id}", {"text": [f"{NAME}，{PHONE}"]}
    for form in (f"desk/inbox.{ids[0]}.complaint", f"inbox.answer/{ids[1]}"):
        keep_draft(owner, form, words, drawn="", lives=timedelta(days=7), at=at)
    return case


def by_colleagues(cast: Any) -> None:
    """What staff type about anything else: kept in a column of another room, and with the entry of the audit log."""
    secretariat, words = cast.actor("secretariat"), f"{NAME}來電，{MAIL}"
    cancel_activity(planned(secretariat, cast.at).pk, reason=words, actor=secretariat, at=cast.at)
    suspend_account(cast.accounts["analyst"].pk, reason=words, actor=cast.actor("administrator"), at=cast.at)
    audit.record("tests.done", actor=ANONYMOUS, at=cast.at, typed={"note": words})


def rows() -> Iterator[tuple[str, bytes]]:
    """Every table of the database, those of the search and of the queue of events too."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in (
            each for each in tables if not each.endswith("_grams")
        ):  # an index: what it keeps is in its own tables
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield f"table {table}", b"\0".join(_bytes(value) for value in row)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def on_disk(place: Path) -> Iterator[tuple[str, bytes]]:
    for path in place.rglob("*"):
        if path.is_file():
            yield f"file {path.relative_to(place)}", str(path.relative_to(place)).encode() + path.read_bytes()


def opened() -> Iterator[tuple[str, bytes]]:
    """What is sealed, as somebody with the keys reads it."""
    for upload in Upload.objects.filter(dropped_at=None):
        with uploads.open_original(upload) as file:
            yield f"upload {upload.pk}", uploads.given_name(upload).encode() + file.read()
    for each in JobFile.objects.all():
        if files.is_there(each):
            with files.open_file(each) as file:
                yield f"job file {each.path}", file.read()
    for mail in kept_mails.kept():
        with mail.open() as file:
            yield f"mail {mail.path.name}", file.read()
    yield from ((f"identity {row.pk}", str(open_identity(row)).encode()) for row in Identity.objects.all())
    yield from ((f"audit {row.pk}", str(data_of(row)).encode()) for row in AuditEntry.objects.select_related("words"))
    yield from ((f"text {row.pk}", open_text(row).encode()) for row in SealedText.objects.all())
    for table, purpose in ((Sender, vault.ADDRESS), (Arrival, vault.WORDS), (Answer, vault.WORDS)):
        yield from ((f"message {row.pk}", vault.opened(row, purpose).encode()) for row in table.objects.all())
    for row in Draft.objects.exclude(key_id=""):
        sealed = Sealed(row.key_id, bytes(row.ciphertext))
        yield f"draft {row.form}", unseal(sealed, purpose=_purpose(row.owner, row.form))


def in_backup(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member).read()  # type: ignore[union-attr]
            yield f"backup {member.name}", gzip.decompress(content) if member.name.endswith(".gz") else content


def found(*places: Iterator[tuple[str, bytes]]) -> list[str]:
    """Where the person stands, each place once."""
    return sorted({where for each in places for where, content in each if any(word in content for word in LOOKED_FOR)})


def deliver(at: Any) -> None:
    while drain(at):
        pass


def test_the_search_of_this_test_finds_her_before_the_erasure(cast: Any, place: Path, settings: Any) -> None:
    """The twin: without an erasure she is in the tables, in what is sealed, and nowhere in clear on the disk."""
    by_portal(cast)
    by_sheet(cast)
    by_sms(cast, settings)
    by_colleagues(cast)
    deliver(cast.at)
    assert {
        "table activities_activity",
        "table cases_case",
        "table cases_timelineentry",
        "table cases_handoff",
        "table cases_attachment",
        "table inbox_message",
        "table inbox_answer",
    } <= set(found(rows()))
    kinds = {where.split()[0] for where in found(opened())}
    assert kinds == {"upload", "mail", "identity", "text", "draft", "audit", "message"}
    assert found(on_disk(place)) == []
    assert Case.objects.filter(pk__in=search.matching_ids(SEARCH_INDEX, NAME)).exists()


def test_once_she_is_erased_nothing_of_her_is_found_anywhere(
    cast: Any, place: Path, settings: Any, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    administrator = cast.actor("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        cases = [by_portal(cast), by_sheet(cast), by_sms(cast, settings)]
        by_colleagues(cast)
        deliver(cast.at)
        job = export.request_export(actor=administrator, at=cast.at)
        jobs.run(job.pk)
    assert found(opened())
    for case in cases:
        party = Party.objects.get(case=case).pk
        with django_capture_on_commit_callbacks(execute=True):
            services.erase_identity(
                case.pk, party_id=party, reason=f"{NAME}本人要求刪除", actor=administrator, at=cast.at
            )
    with django_capture_on_commit_callbacks(execute=True):
        deliver(cast.at)
    backup(place / "backups" / "new.tar", at=cast.at)
    written = iter([("log", caplog.text.encode())])
    assert found(rows(), on_disk(place), opened(), in_backup(place / "backups" / "new.tar"), written) == []
    assert not Case.objects.filter(pk__in=search.matching_ids(SEARCH_INDEX, NAME)).exists()


def test_what_is_not_hers_stays(cast: Any, place: Path, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mine, other = by_portal(cast), services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at)
        sent = uploads.receive(photo(), at=cast.at).pk
        services.add_evidence(other.case_id, upload_ids=[sent], actor=cast.actor("officer"), at=cast.at)
        before = Case.objects.filter(pk=other.case_id).values().get()
        services.erase_identity(
            mine.pk,
            party_id=Party.objects.get(case=mine).pk,
            reason="本人要求",
            actor=cast.actor("administrator"),
            at=cast.at,
        )
    assert Case.objects.filter(pk=other.case_id).values().get() == before
    assert [each.dropped_at for each in Upload.objects.filter(pk=sent)] == [None]
    assert storage.kept(Upload.objects.get(pk=sent)).path.exists()
    left = Attachment.objects.filter(case=mine).order_by("id")
    assert [each.upload.dropped_at for each in left] == [cast.at, cast.at]
