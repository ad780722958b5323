"""An imported sheet is the vault in plain text: it is gone some days after the import, with what was said of its rows."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from open315.core import jobs
from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.outbox import Event
from open315.core.uploads import storage
from open315.intake.models import SheetImport
from open315.intake.sheet_import import result_file, services
from open315.intake.sheet_import.columns import source_key
from open315.intake.sheet_import.dropping import drop_old_sheets, drop_sheets_of_the_erased
from open315.intake.tests.importing import received, run, started

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any, time_machine: Any, cast: Any) -> None:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    settings.SHEETS_KEPT_DAYS = 30
    time_machine.move_to(cast.at, tick=False)


def on_disk(*roots: Path) -> list[Path]:
    return [path for root in roots for path in root.rglob("*") if path.is_file()]


def dropped(at: Any, capture: Any) -> int:
    with capture(execute=True):
        return drop_old_sheets(at)


def test_sheet_and_result_are_deleted_thirty_days_after_the_import_and_the_numbers_stay(
    cast: Any, settings: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = started(cast)
    run(sheet)
    at = jobs.Job.objects.get().finished_at
    assert at is not None
    assert dropped(at + 30 * DAY, django_capture_on_commit_callbacks) == 0
    assert len(on_disk(storage.root(), settings.EXPORTS)) == 2
    assert dropped(at + 30 * DAY + timedelta(seconds=1), django_capture_on_commit_callbacks) == 1
    assert on_disk(storage.root(), settings.EXPORTS) == []
    assert dropped(at + 31 * DAY, django_capture_on_commit_callbacks) == 0
    sheet = SheetImport.objects.get()
    assert (sheet.rows_new, sheet.upload.original_name, sheet.upload.sha256) == (2, "", "")
    assert list(result_file.lines_of(sheet)) == []
    client.force_login(cast.accounts["clerk"])
    page = client.get(f"/console/imports/{sheet.pk}/").content.decode()
    assert "該表格已於 2026-06-11 刪除" in page
    assert "result" not in page


def test_a_sheet_that_is_being_read_stays(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    sheet = started(cast)
    assert dropped(cast.at + 100 * DAY, django_capture_on_commit_callbacks) == 0
    assert storage.kept(sheet.upload).path.exists()


ENDS = {"done": True, "failed": True, "cancelled": True, "waiting": False, "running": False}
"""How an import may stand, and whether its sheet is needed no more."""


def standing(cast: Any, state: str, source: str = "12315平台") -> SheetImport:
    """A sheet whose import stands so since the moment of the cast."""
    sheet = received(cast, source=source)
    sheet = services.start_import(sheet.pk, actor=cast.actor("clerk"), at=cast.at)
    jobs.Job.objects.filter(pk=sheet.job_id).update(state=state, finished_at=cast.at if ENDS[state] else None)
    return sheet


@pytest.mark.parametrize("state", ENDS)
def test_a_sheet_goes_in_time_however_its_import_ended(
    cast: Any, state: str, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = standing(cast, state)
    assert dropped(cast.at + 31 * DAY, django_capture_on_commit_callbacks) == ENDS[state]
    assert storage.kept(sheet.upload).path.exists() is not ENDS[state]


@pytest.mark.parametrize("state", ENDS)
def test_a_sheet_goes_at_once_when_somebody_is_erased_who_came_with_its_source(
    cast: Any, state: str, django_capture_on_commit_callbacks: Any
) -> None:
    hers, other = standing(cast, state), standing(cast, state, "報紙")
    council = cast.bodies["wuhan"].pk
    told = {"source": source_key(council, "12315平台"), "council": council}
    for payload in ({**told, "source": ""}, {**told, "council": cast.bodies["huangshi"].pk}, told):
        assert storage.kept(hers.upload).path.exists()
        with django_capture_on_commit_callbacks(execute=True):
            drop_sheets_of_the_erased(Event("identity.erased", payload, cast.at))
    assert storage.kept(hers.upload).path.exists() is not ENDS[state]
    assert storage.kept(other.upload).path.exists()
    hers.refresh_from_db()
    assert hers.goes_at_the_end is not ENDS[state]


def test_a_sheet_that_was_never_started_goes_too_when_she_is_erased(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = received(cast)
    with django_capture_on_commit_callbacks(execute=True):
        drop_sheets_of_the_erased(erased_of(cast))
    assert not storage.kept(sheet.upload).path.exists()


def erased_of(cast: Any) -> Event:
    council = cast.bodies["wuhan"].pk
    payload = {"source": source_key(council, "12315平台"), "council": council}
    return Event("identity.erased", payload, cast.at)


def test_a_sheet_that_was_being_read_while_she_was_erased_goes_when_its_import_ends(
    cast: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    sheet, other = started(cast), received(cast, source="報紙")
    with django_capture_on_commit_callbacks(execute=True):
        drop_sheets_of_the_erased(erased_of(cast))
    assert storage.kept(sheet.upload).path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run(sheet)
    sheet.refresh_from_db()
    assert (sheet.rows_new, sheet.is_dropped) == (2, True)
    assert on_disk(settings.EXPORTS) == []
    assert storage.kept(other.upload).path.exists()


def test_a_sheet_whose_import_ended_at_that_very_moment_goes_with_the_next_sweep(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    late, kept = standing(cast, "done"), standing(cast, "done", "報紙")
    SheetImport.objects.filter(pk=late.pk).update(goes_at_the_end=True)
    assert dropped(cast.at, django_capture_on_commit_callbacks) == 1
    assert [storage.kept(each.upload).path.exists() for each in (late, kept)] == [False, True]


def test_a_sheet_that_was_never_started_goes_too_and_says_so_when_somebody_comes_back(
    cast: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = received(cast)
    clerk: Actor = cast.actor("clerk")
    assert dropped(cast.at + 30 * DAY, django_capture_on_commit_callbacks) == 0
    assert dropped(cast.at + 30 * DAY + timedelta(seconds=1), django_capture_on_commit_callbacks) == 1
    with pytest.raises(Conflict) as refusal:
        services.start_import(sheet.pk, actor=clerk, at=cast.at)
    assert str(refusal.value.message) == str(services.DROPPED)
    client.force_login(cast.accounts["clerk"])
    for step in ("columns", "preview"):
        answer = client.get(f"/console/imports/{sheet.pk}/{step}/", follow=True)
        assert "該表格含有個人信息，已被刪除。如需導入，請重新上傳。" in answer.content.decode(), step
