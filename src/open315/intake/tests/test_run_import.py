"""An import: rows that come in or are explained, stopped, gone on with, tried again."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook

from open315.cases.models import Case, TimelineEntry
from open315.core import clock, jobs, search
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.jobs.files import GrowingFile
from open315.core.jobs.leases import waiting
from open315.intake.sheet_import import importing, pieces, queries, result_file, services
from open315.intake.sheet_import.columns import Mapping, Target
from open315.intake.tests.importing import SHEET, finished, received, run, sheet, signed_in, started
from open315.notify.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


def test_good_rows_come_in_and_wrong_ones_are_explained_row_by_row(cast: Any) -> None:
    job = finished(cast)
    assert (job.state, job.rows_total, job.rows_new, job.rows_known, job.rows_wrong) == ("done", 4, 2, 0, 2)
    numbers = dict(Case.objects.values_list("source_ref", "number"))
    assert [tuple(line) for line in result_file.lines_of(job)] == [
        ("2", "A1", "new", numbers["A1"], ""),
        ("3", "A2", "wrong", "", "投訴日期「昨天」: Not a date. Write it like 2026-05-12."),
        ("4", "A3", "wrong", "", "涉案金額「很多」: Not an amount of yuan. 投訴內容: It does not say what happened."),
        ("5", "A4", "new", numbers["A4"], ""),
    ]
    case = Case.objects.get(source_ref="A1")
    assert (case.trader.name, case.amount_cents, case.channel, case.council) == (
        "商家甲",
        199900,
        "sheet",
        cast.bodies["wuhan"],
    )
    assert search.newest("case_search", "手机开不了", limit=5) == [case.pk]
    assert TimelineEntry.objects.filter(case=case, verb="register").count() == 1
    assert Message.objects.get(template="imports.finished").account == cast.accounts["clerk"]


def test_a_corrected_sheet_adds_only_what_was_missing(cast: Any) -> None:
    finished(cast)
    again = finished(cast, SHEET.replace("昨天", "2026-05-02"))
    assert (again.rows_new, again.rows_known, again.rows_wrong) == (1, 2, 1)


def test_rows_without_numbers_come_in_once_each_also_when_they_are_alike(cast: Any) -> None:
    text = "投訴日期,投訴內容\n2026-05-01,退款\n2026-05-01,退款\n2026-05-01,換貨\n"
    assert finished(cast, text).rows_new == 3
    assert finished(cast, text).rows_known == 3


def test_another_council_may_use_the_same_source_and_numbers(cast: Any) -> None:
    finished(cast)
    actor, council = cast.actor("huangshi_clerk"), cast.bodies["huangshi"].pk
    job = services.receive_sheet(sheet(), source="12315平台", council_id=council, actor=actor, at=cast.at)
    services.start_import(job.pk, actor=actor, at=cast.at)
    run(job)
    job.refresh_from_db()
    assert (job.rows_new, job.rows_known) == (2, 0)


def test_a_worker_killed_in_mid_run_leaves_a_rest_that_another_does_without_doubles(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "投訴編號,投訴內容\n" + "".join(f"N{n},第{n}件 退款難\n" for n in range(25))
    job = started(cast, text)
    monkeypatch.setattr(importing, "PIECE", 10)
    real, calls = GrowingFile.append, []

    def killed(self: Any, content: bytes) -> None:
        real(self, content)
        calls.append(content)
        if len(calls) == 2:
            raise KeyboardInterrupt  # after the lines are on disk, before the commit

    monkeypatch.setattr(GrowingFile, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_done, Case.objects.count()) == ("running", 10, 10)
    assert len(list(result_file.lines_of(job))) == 10

    assert waiting(clock.now()) == []
    run(job)
    assert Case.objects.count() == 10  # the lease of the dead worker still holds
    jobs.Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert waiting(clock.now()) == [job.job_id]
    run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_new, job.rows_known, Case.objects.count()) == ("done", 25, 0, 25)
    assert [line[1] for line in result_file.lines_of(job)] == [f"N{n}" for n in range(25)]


def test_a_worker_that_lost_its_lease_commits_nothing_more(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    job = started(cast)
    real = GrowingFile.append

    def taken_over(self: Any, content: bytes) -> None:
        jobs.Job.objects.filter(pk=job.job_id).update(lease_token="another")
        real(self, content)

    monkeypatch.setattr(GrowingFile, "append", taken_over)
    run(job)
    assert Case.objects.count() == 0


def test_an_internal_error_is_tried_again_and_then_said(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    job = started(cast)
    monkeypatch.setattr(pieces.cases, "prepare_cases", lambda *_, **__: 1 / 0)
    for _ in range(3):
        assert waiting(clock.now() + timedelta(minutes=2)) == [job.job_id]
        run(job)
    job.refresh_from_db()
    assert (job.state, Case.objects.count()) == ("failed", 0)
    assert job.job is not None
    assert "internal error" in job.job.error
    assert Message.objects.filter(template="imports.failed").exists()
    monkeypatch.undo()
    services.start_import(job.pk, actor=cast.actor("clerk"), at=cast.at)
    run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_new) == ("done", 2)


def test_a_cancelled_import_keeps_what_was_taken_in_and_can_go_on(
    cast: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "投訴編號,投訴內容\n" + "".join(f"N{n},第{n}件 退款難\n" for n in range(25))
    job = started(cast, text)
    monkeypatch.setattr(importing, "PIECE", 10)
    real, page = GrowingFile.append, f"/console/imports/{job.pk}/"
    signed_in(cast, client)
    assert f'action="{page}cancel/"' in client.get(page).content.decode()

    def cancelled(self: Any, content: bytes) -> None:
        real(self, content)
        assert client.post(f"{page}cancel/").url == page

    monkeypatch.setattr(GrowingFile, "append", cancelled)
    run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_done, job.rows_new, Case.objects.count()) == ("cancelled", 10, 10, 10)
    assert [line[1] for line in result_file.lines_of(job)] == [f"N{n}" for n in range(10)]
    shown = client.get(page).content.decode()
    assert "It was cancelled at 10 of 25; what was done until then stays." in shown
    assert f'action="{page}start/"' in shown
    assert f'action="{page}cancel/"' not in shown
    assert not Message.objects.exists(), "whoever cancels knows"

    monkeypatch.setattr(GrowingFile, "append", real)
    client.post(f"{page}start/")
    run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_new, job.rows_known, Case.objects.count()) == ("done", 25, 0, 25)
    assert [line[1] for line in result_file.lines_of(job)] == [f"N{n}" for n in range(25)]


def test_only_a_running_import_of_one_s_own_council_is_cancelled(cast: Any) -> None:
    job = received(cast)
    with pytest.raises(Conflict):
        services.cancel_import(job.pk, actor=cast.actor("clerk"), at=cast.at)
    job = started(cast)
    with pytest.raises(NotAllowed):
        services.cancel_import(job.pk, actor=cast.actor("officer"), at=cast.at)
    with pytest.raises(NotFound):
        services.cancel_import(job.pk, actor=cast.actor("huangshi_clerk"), at=cast.at)
    services.cancel_import(job.pk, actor=cast.actor("supervisor"), at=cast.at)
    job.refresh_from_db()
    assert job.state == "cancelled"
    with pytest.raises(Conflict):
        services.cancel_import(job.pk, actor=cast.actor("clerk"), at=cast.at)


def trail(sheet: Any) -> list[tuple[str, Any]]:
    """What the audit log says of an import, in order."""
    entries = AuditEntry.objects.filter(object_type="import", object_id=str(sheet.pk)).order_by("id")
    return list(entries.values_list("event", "account_id"))


def test_each_step_of_an_import_leaves_one_entry_whoever_asks_twice(cast: Any) -> None:
    sheet = received(cast)
    clerk, supervisor = cast.actor("clerk"), cast.actor("supervisor")
    services.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), actor=clerk, at=cast.at)
    services.start_import(sheet.pk, actor=clerk, at=cast.at)
    jobs.Job.objects.update(state="running", done=1)
    for _click in range(2):
        services.cancel_import(sheet.pk, actor=supervisor, at=cast.at)
    mine, hers = cast.accounts["clerk"].pk, cast.accounts["supervisor"].pk
    said = [("imports.mapping_set", mine), ("imports.started", mine), ("imports.cancelled", hers)]
    assert [each for each in trail(sheet) if each[0] != "imports.received"] == said


def test_another_sheet_chosen_after_a_failure_is_counted_anew(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    book.active.title = "空"
    book.active.append(["投訴編號", "投訴內容"])
    other = book.create_sheet("清單")
    for row in (["投訴編號", "投訴內容"], ["1", "退款"], ["2", "換貨"]):
        other.append(row)
    out = BytesIO()
    book.save(out)
    file, actor = SimpleUploadedFile("a.xlsx", out.getvalue()), cast.actor("clerk")
    job = services.receive_sheet(file, source="x", council_id=cast.bodies["wuhan"].pk, actor=actor, at=cast.at)
    job = services.start_import(job.pk, actor=actor, at=cast.at)
    jobs.Job.objects.update(attempts=3)
    run(job)
    mapping = Mapping.from_data(job.mapping)
    chosen = Mapping("清單", 1, mapping.headings, mapping.columns, mapping.defaults)
    services.set_mapping(job.pk, chosen, actor=actor, at=cast.at)
    services.start_import(job.pk, actor=actor, at=cast.at)
    run(job)
    job.refresh_from_db()
    assert (job.state, job.rows_total, job.rows_new) == ("done", 2, 2)


def test_whoever_may_not_import_any_more_stops_the_import(cast: Any) -> None:
    job = started(cast)
    cast.accounts["clerk"].is_active = False
    cast.accounts["clerk"].save()
    run(job)
    job.refresh_from_db()
    assert (job.state, Case.objects.count()) == ("failed", 0)


def test_the_mapping_of_a_source_is_remembered_by_headings(cast: Any) -> None:
    job = received(cast)
    mapping = Mapping.from_data(job.mapping)
    wanted = {**mapping.columns, 4: Target.KEEP}
    services.set_mapping(
        job.pk, Mapping("", 1, mapping.headings, wanted, mapping.defaults), actor=cast.actor("clerk"), at=cast.at
    )
    moved = "涉案金額,投訴內容\n5,退款\n"
    assert Mapping.from_data(received(cast, moved).mapping).columns == {0: Target.KEEP, 1: Target.NARRATIVE}
    assert Mapping.from_data(received(cast, moved, "另一來源").mapping).columns[0] is Target.AMOUNT


def test_a_mapping_that_cannot_work_is_refused_at_its_column(cast: Any) -> None:
    job, actor = received(cast), cast.actor("clerk")
    mapping = Mapping.from_data(job.mapping)
    doubled = Mapping("", 1, mapping.headings, {**mapping.columns, 4: Target.TRADER_NAME})
    with pytest.raises(InvalidInput) as refusal:
        services.set_mapping(job.pk, doubled, actor=actor, at=cast.at)
    assert refusal.value.field == "column_4"
    with pytest.raises(InvalidInput):
        services.set_mapping(job.pk, Mapping("", 1, mapping.headings, {0: Target.SOURCE_REF}), actor=actor, at=cast.at)


def test_an_import_is_started_once(cast: Any) -> None:
    job = started(cast)
    with pytest.raises(Conflict):
        services.start_import(job.pk, actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(Conflict):
        services.set_mapping(job.pk, Mapping.from_data(job.mapping), actor=cast.actor("clerk"), at=cast.at)
    run(job)
    run(job)
    assert Case.objects.count() == 2


def test_only_those_who_may_import_for_a_council_do(cast: Any) -> None:
    council, job = cast.bodies["wuhan"].pk, received(cast)
    with pytest.raises(NotAllowed):
        services.receive_sheet(sheet(), source="x", council_id=council, actor=cast.actor("officer"), at=cast.at)
    with pytest.raises(InvalidInput):
        services.receive_sheet(sheet(), source="x", council_id=council, actor=cast.actor("huangshi_clerk"), at=cast.at)
    with pytest.raises(NotFound):
        services.start_import(job.pk, actor=cast.actor("huangshi_clerk"), at=cast.at)
    with pytest.raises(NotFound):
        queries.get_import(cast.actor("huangshi_clerk"), job.pk)
    assert queries.get_import(cast.actor("administrator"), job.pk) == job
