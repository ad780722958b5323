"""The second process of a large import: it does a part, its death costs nothing, and nobody is left behind."""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Cast, make_cast
from open315.cases.models import Case, Identity
from open315.cases.services.rows import SEARCH_INDEX
from open315.cases.vault import open_identity
from open315.core import jobs, search
from open315.intake.models import SheetImport
from open315.intake.sheet_import import helper_process, importing, pieces, result_file, services
from open315.intake.sheet_import.columns import Mapping

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)
ROWS, PIECE = 240, 20


class Started(helper_process.Helper):
    """A helper that is waited for, so that a small sheet has work for it."""

    made: "list[Started]" = []

    def __init__(self, begin: Any) -> None:
        super().__init__(begin)
        self.made.append(self)
        self.handed_over = 0
        self._started.result()

    def prepare(self, cut: Any) -> Any:
        self.handed_over += 1
        return super().prepare(cut)

    @property
    def process(self) -> Any:
        return self._process


ANSWERS_ONCE = "import pickle, sys; pickle.dump(None, sys.stdout.buffer); sys.stdout.flush(); sys.stdin.buffer.read()"


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A helper that says it has started and does nothing: enough where what it would do is never taken."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -S -c '{ANSWERS_ONCE}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(helper_process.sys, "executable", str(program))


@pytest.fixture
def cast_of_two(transactional_db: None, tmp_path: Path, settings: Any) -> Cast:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    search.remove(SEARCH_INDEX, range(1, 10_000))  # no model's table: what an earlier test committed is still there
    return make_cast(AT)


@pytest.fixture
def job(cast_of_two: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetImport]:
    """A started import of twelve pieces, one row wrong, on a machine with two processors."""
    monkeypatch.setattr(importing, "PIECE", PIECE)
    monkeypatch.setattr(helper_process, "WORTH_IT", ROWS)
    monkeypatch.setattr(helper_process, "processors", lambda: 2)
    monkeypatch.setattr(helper_process, "Helper", Started)
    Started.made.clear()
    actor, council = cast_of_two.actor("clerk"), cast_of_two.bodies["wuhan"].pk
    heading = "投訴編號,投訴日期,姓名,電話,被投訴方,投訴內容\n"
    lines = [f"N{n},2026-05-01,測試人{n},1390000{n:04d},商家{n % 7},第{n}件退款難\n" for n in range(ROWS)]
    lines[-1] = lines[-1].replace("2026-05-01", "昨天")
    file = SimpleUploadedFile("x.csv", (heading + "".join(lines)).encode())
    received = services.receive_sheet(file, source="12315", council_id=council, actor=actor, at=AT)
    services.set_mapping(received.pk, Mapping.from_data(received.mapping), actor=actor, at=AT)
    yield services.start_import(received.pk, actor=actor, at=AT)
    assert all(helper.process.poll() is not None for helper in Started.made)


def finished(job: SheetImport) -> SheetImport:
    jobs.run(job.job_id)
    job.refresh_from_db()
    assert (job.state, job.rows_new, job.rows_wrong, Case.objects.count()) == ("done", ROWS - 1, 1, ROWS - 1)
    assert [line[1] for line in result_file.lines_of(job)] == [f"N{n}" for n in range(ROWS)]
    return job


def test_it_does_a_part_and_all_is_as_if_one_had_done_it(job: SheetImport) -> None:
    finished(job)
    (helper,) = Started.made
    assert helper.handed_over > 0
    names = sorted(open_identity(each).name for each in Identity.objects.all())
    assert names == sorted(f"測試人{n}" for n in range(ROWS - 1))
    assert len(set(Case.objects.values_list("number", flat=True))) == ROWS - 1
    found = Case.objects.get(source_ref="N17")
    assert search.newest(SEARCH_INDEX, "第17件", limit=5) == [found.pk]
    assert found.trader is not None
    assert found.trader.name == "商家3"
    said = {line[4] for line in result_file.lines_of(job)} - {""}
    assert len(said) == 1


def test_its_death_in_mid_work_costs_nothing(job: SheetImport, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Started.prepare

    def killed(self: Started, cut: Any) -> Any:
        if self.handed_over == 1:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        return real(self, cut)

    monkeypatch.setattr(Started, "prepare", killed)
    finished(job)


def test_one_that_answers_nonsense_is_done_without(
    job: SheetImport, stand_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Started, "_exchange", lambda *_: "nonsense")
    finished(job)


def test_one_that_hangs_is_done_without(job: SheetImport, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Started.prepare

    def stopped(self: Started, cut: Any) -> Any:
        os.kill(self.process.pid, signal.SIGSTOP)
        return real(self, cut)

    monkeypatch.setattr(Started, "prepare", stopped)
    monkeypatch.setattr(helper_process, "ANSWERS_IN", 0.2)
    monkeypatch.setattr(helper_process, "ENDS_IN", 0.2)
    finished(job)


def test_one_that_cannot_be_started_is_done_without(job: SheetImport, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(helper_process.subprocess, "Popen", refused)
    finished(job)


def test_an_error_in_its_rows_is_met_by_the_import_itself(job: SheetImport, monkeypatch: pytest.MonkeyPatch) -> None:
    """The helper has the unchanged program; here every piece we do ourselves fails, as both would."""
    monkeypatch.setattr(pieces.Preparer, "prepare", lambda *_: 1 / 0)
    jobs.run(job.job_id)
    job.refresh_from_db()
    assert job.job is not None
    assert (job.job.state, job.job.lease_token) == ("waiting", "")
    assert job.rows_done == Case.objects.count()


@pytest.mark.parametrize(("rows", "processors"), [(ROWS + 1, 2), (ROWS, 1)])
def test_a_small_import_or_machine_does_without(
    job: SheetImport, monkeypatch: pytest.MonkeyPatch, rows: int, processors: int
) -> None:
    monkeypatch.setattr(helper_process, "WORTH_IT", rows)
    monkeypatch.setattr(helper_process, "processors", lambda: processors)
    finished(job)
    assert Started.made == []
