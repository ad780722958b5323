"""Lists as files: a short one is the answer, a long one is written by the worker and is its asker's alone."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from open315.core import audit, jobs
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.audit.record import entry
from open315.core.crypto import add_key
from open315.core.jobs import Job, files
from open315.core.jobs.services import forget_files, sweep
from open315.core.list_files import services
from open315.core.list_files.models import ListFile
from open315.core.list_files.writing import TELL_EVERY
from open315.core.redaction import Own

pytestmark = pytest.mark.django_db
AUDIT = "/console/admin/audit/export/"
LOOKED_FOR = {"event": "tests.listed", "who": "張三"}
BEFORE = datetime(2026, 5, 1, 2, tzinfo=UTC)


@pytest.fixture
def office(cast: Any, settings: Any, tmp_path: Path, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The cast, who confirmed lately who they are; lists of more than three rows are long."""
    settings.EXPORT_AT_ONCE, settings.EXPORTS, settings.MFA_REQUIRED = 3, tmp_path, False
    time_machine.move_to(cast.at, tick=False)
    monkeypatch.setattr("open315.org.sign_in.recently_confirmed", lambda _request: True)
    return cast


def written(number: int) -> None:
    audit.record_many(
        [entry("tests.listed", actor=SYSTEM, at=BEFORE + timedelta(minutes=n), data={"n": n}) for n in range(number)]
    )


def signed_in(cast: Any, who: str = "administrator") -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def asked(office: Any, **query: str) -> tuple[Client, str, Job]:
    client = signed_in(office)
    answer = client.get(AUDIT, {"event": "tests.listed", **query})
    assert answer.status_code == 302
    job = Job.objects.latest("pk")
    assert answer["Location"] == f"/console/lists/{job.pk}/"
    return client, answer["Location"], job


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(("number", "status"), [(3, 200), (4, 302)])
def test_up_to_the_limit_a_list_is_the_answer_and_beyond_it_a_job(office: Any, number: int, status: int) -> None:
    written(number)
    answer = signed_in(office).get(AUDIT, {"event": "tests.listed"})
    assert answer.status_code == status
    assert Job.objects.filter(kind="lists.file").count() == (status == 302)
    assert AuditEntry.objects.filter(event="audit.exported").count() == 1


def test_a_long_list_is_written_whole_in_the_order_of_its_page_and_downloaded(office: Any) -> None:
    written(5)
    client, page, job = asked(office)
    text = client.get(page).content.decode()
    assert "The list waits for the worker." in text
    assert f'data-live-fragment="{page}progress/"' in text
    assert f'action="{page}cancel/"' in client.get(f"{page}progress/").content.decode()
    assert 'href="/console/admin/audit/?event=tests.listed&amp;sort="' in text
    assert client.get(f"{page}file/").status_code == 404
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    part = client.get(f"{page}progress/").content.decode()
    assert f'href="{page}file/"' in part
    assert "Cancel" not in part
    answer: Any = client.get(f"{page}file/")
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert "no-store" in answer["Cache-Control"]
    head, *lines, end = rows_of(b"".join(answer.streaming_content))
    assert head[:3] == ["id", "When", "What"]
    assert [line[-1] for line in lines] == [str({"n": n}) for n in (4, 3, 2, 1, 0)]
    assert end == ["Rows: 5. End of the list."]
    told = AuditEntry.objects.get(event="lists.file_downloaded")
    assert (told.object_id, told.data) == (str(job.pk), {"list": "audit"})


def test_the_file_lies_sealed_and_goes_after_three_days(office: Any) -> None:
    written(4)
    _client, _page, job = asked(office)
    jobs.run(job.pk)
    file = files.of(job, "list")
    assert file is not None
    path = files.path_of(file)
    assert b"tests.listed" not in path.read_bytes()
    assert sweep(office.at + timedelta(days=3)) == 0
    assert sweep(office.at + timedelta(days=3, seconds=1)) == 1
    assert not path.exists()
    assert not ListFile.objects.exists()


def test_what_was_looked_for_is_sealed_also_under_a_newer_key(office: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("open315.core.pages.files.are_more_than", lambda _number, rows: True)
        signed_in(office).get(AUDIT, LOOKED_FOR)
    row = ListFile.objects.get()
    assert "張三".encode() not in bytes(row.ciphertext)
    assert services.asked_by(row.job).query.dict() == {**LOOKED_FOR, "sort": ""}
    newest = add_key()
    assert sum(services.reseal_list_files()) == 1
    row.refresh_from_db()
    assert row.key_id == newest
    assert services.asked_by(row.job).query["who"] == "張三"


def test_a_list_as_xlsx_holds_the_rows_and_what_they_mean(office: Any) -> None:
    from open315.cases.console.views_export import CASES

    job = services.ask_for(CASES, (), QueryDict("view=all"), "xlsx", actor=office.actor("supervisor"), at=office.at)
    jobs.run(job.pk)
    opened, name = services.open_list(job.pk, actor=office.actor("supervisor"), at=office.at)
    assert name == "cases-20260512.xlsx"
    book = load_workbook(io.BytesIO(opened.read()))
    assert [cell.value for cell in book.worksheets[0][1]][:3] == ["編號", "狀態", "類型"]


def test_a_second_click_leads_to_the_first_job_and_another_list_is_another_one(office: Any) -> None:
    written(4)
    client, page, job = asked(office)
    assert client.get(AUDIT, {"event": "tests.listed"})["Location"] == page
    assert client.get(AUDIT, {"event": "tests."})["Location"] != page
    jobs.run(job.pk)
    assert client.get(AUDIT, {"event": "tests.listed"})["Location"] != page


def test_nobody_else_sees_it_not_even_an_administrator(office: Any) -> None:
    from open315.cases.console.views_export import CASES

    job = services.ask_for(CASES, (), QueryDict(), "csv", actor=office.actor("supervisor"), at=office.at)
    page = f"/console/lists/{job.pk}/"
    assert signed_in(office, "supervisor").get(page).status_code == 200
    for who in ("administrator", "officer"):
        client = signed_in(office, who)
        answers = [
            client.get(page),
            client.get(f"{page}progress/"),
            client.get(f"{page}file/"),
            client.post(f"{page}cancel/"),
        ]
        assert [each.status_code for each in answers] == [404] * 4, who


def test_it_is_cancelled_before_and_while_it_is_written(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written(4)
    client, page, job = asked(office)
    assert "Cancel" in client.get(page).content.decode()
    assert client.post(f"{page}cancel/").status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "Cancel<" not in client.get(page).content.decode()
    assert AuditEntry.objects.get(event="lists.file_cancelled").data == {"list": "audit"}
    assert client.post(f"{page}cancel/").status_code == 302
    assert AuditEntry.objects.filter(event="lists.file_cancelled").count() == 1
    monkeypatch.setattr("open315.core.list_files.writing.TELL_EVERY", 2)
    _client, _page, second = asked(office)
    real = jobs.Held.tell

    def stop_at_two(held: Any, **told: Any) -> None:
        if told.get("done") == 2:
            services.cancel_list(held.job.pk, actor=office.actor("administrator"), at=office.at)
        real(held, **told)

    monkeypatch.setattr(jobs.Held, "tell", stop_at_two)
    jobs.run(second.pk)
    second.refresh_from_db()
    assert (second.state, second.error) == (
        "cancelled",
        "It was cancelled at 2 of 4; what was done until then stays.",
    )
    assert files.of(second, "list") is None
    assert TELL_EVERY == 1000


def test_it_is_written_with_the_rights_its_asker_has_then(office: Any) -> None:
    written(4)
    _client, _page, job = asked(office)
    office.accounts["administrator"].grants.update(role="clerk")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert files.of(job, "list") is None


def test_who_acts_for_another_body_by_now_gets_nothing(office: Any) -> None:
    written(4)
    _client, _page, job = asked(office)
    office.accounts["administrator"].grants.update(organisation=office.bodies["wuhan"])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (
        "failed",
        "Whoever asked for this does not work for this body any more. Ask for it anew.",
    )


def test_who_asked_is_told_when_it_is_written(office: Any) -> None:
    from open315.notify.models import Message

    written(4)
    client, page, job = asked(office)
    jobs.run(job.pk)
    message = Message.objects.get(template="lists.written")
    assert (message.account_id, message.url) == (office.accounts["administrator"].pk, page)
    assert "The list that you asked for as a file is written." in client.get("/console/messages/").content.decode()


def test_another_form_than_csv_and_xlsx_is_refused(office: Any) -> None:
    written(4)
    assert signed_in(office).get(AUDIT, {"format": "pdf"}).status_code == 422
    assert not Job.objects.exists()
    assert not AuditEntry.objects.filter(event="audit.exported").exists()


def test_a_list_that_is_no_more_says_so_and_its_page_still_opens(office: Any) -> None:
    written(4)
    client, page, job = asked(office)
    ListFile.objects.update(list="gone")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert client.get(page).status_code == 200


def test_a_file_that_an_erasure_took_says_so_and_is_asked_for_anew(
    office: Any, django_capture_on_commit_callbacks: Any
) -> None:
    written(4)
    client, page, job = asked(office)
    jobs.run(job.pk)
    assert f'href="{page}file/"' in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_files() == 1
    text = client.get(page).content.decode()
    assert "This file is not there any more. Ask for it anew." in text
    assert f'href="{page}file/"' not in text
    assert client.get(f"{page}file/").status_code == 404


def test_lists_are_dropped_in_which_somebody_looked_for_a_person_or_nobody_knows_for_what(office: Any) -> None:
    actor, kind = office.actor("administrator"), SimpleNamespace(name="audit")

    def look(**query: str) -> int:
        address = QueryDict(mutable=True)
        address.update(query)
        return services.ask_for(kind, (), address, "csv", actor=actor, at=office.at).pk  # type: ignore[arg-type]

    hers, other, sealed = look(who="張 三", event="x"), look(who="李四"), look(who="趙六")
    assert services.forget_lists_about(Own(name="王五")) == 0
    assert services.forget_lists_about(Own(name="張三")) == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {other, sealed}
    ListFile.objects.filter(job=sealed).update(key_id="k-lost")
    assert services.forget_lists_about(Own(name="王五")) == 1
    assert list(Job.objects.values_list("pk", flat=True)) == [other]
    assert hers not in ListFile.objects.values_list("job", flat=True)


def test_the_rows_of_a_figure_are_written_by_the_worker_as_well(office: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("open315.core.pages.files.are_more_than", lambda _number, rows: True)
        query = {"first": "2026-01-01", "last": "2026-05-31"}
        answer = signed_in(office, "supervisor").get("/console/facts/cases.received/rows.csv", query)
    job = Job.objects.latest("pk")
    assert answer["Location"] == f"/console/lists/{job.pk}/"
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    opened, name = services.open_list(job.pk, actor=office.actor("supervisor"), at=office.at)
    assert name == "cases.received.csv"
    assert rows_of(opened.read())[-1] == ["Rows: 0. End of the list."]
