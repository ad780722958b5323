"""Somebody is erased at the moment a file is being written of the rows in which she stands: nobody is handed her name.

The worker reads on one snapshot, on a connection of its own; what it read before the erasure it goes on reading afterwards.
"""

import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from conftest import Cast, make_cast
from open315.cases import services as cases
from open315.cases.console.views_export import CASES
from open315.cases.models import Case, Party, SavedView
from open315.cases.services.saved_views import save_view
from open315.cases.tests.making import complaint
from open315.cases.types import PersonDetails
from open315.core import jobs
from open315.core.access import ANONYMOUS
from open315.core.jobs import Job, JobFile, files
from open315.core.list_files import services as lists
from open315.core.list_files import writing
from open315.core.list_files.models import ListFile
from open315.core.ops import export
from tests.concurrency.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "歐陽鐵柱"
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)
PATIENCE = 60


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: Any) -> Cast:
    """The cast; its files go with the test."""
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    return make_cast(AT)


@pytest.fixture
def case(people: Cast) -> Case:
    """A case in whose title she stands in clear, as an earlier version left it."""
    told = complaint(people, consumer=PersonDetails(name=NAME, phone="13788996655"))
    case_id = cases.register_case(told, actor=ANONYMOUS, at=AT).case_id
    Case.objects.filter(pk=case_id).update(title=f"{NAME}的冰箱")
    return Case.objects.get(pk=case_id)


def everything(people: Cast) -> Job:
    return export.request_export(actor=people.actor("administrator"), at=AT)


def a_list(people: Cast) -> Job:
    return lists.ask_for(CASES, (), QueryDict(), "csv", actor=people.actor("supervisor"), at=AT)


FILES: dict[str, tuple[Callable[[Cast], Job], Any, str]] = {
    "everything": (everything, export, "_write_table"),
    "a list": (a_list, writing, "_write"),
}
"""Who is asked for which file, and the function that has the snapshot when it is called."""


def erase(people: Cast, case: Case) -> None:
    party = Party.objects.get(case=case).pk
    cases.erase_identity(case.pk, party_id=party, reason="本人要求", actor=people.actor("administrator"), at=AT)


def told(job: Job) -> str:
    """What the file says; "" when there is none to hand out."""
    return "".join(_text(each) for each in JobFile.objects.filter(job=job) if files.is_there(each))


def _text(file: JobFile) -> str:
    with files.open_file(file) as opened:
        content = opened.read()
    if not zipfile.is_zipfile(BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def written_while(job: Job, place: Any, name: str, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the job; `act` is done in the middle of it, after the snapshot was taken, by somebody else."""
    begun, acted, write = threading.Event(), threading.Event(), getattr(place, name)
    first: Iterator[bool] = iter([True])

    def read_then_wait(*args: Any) -> None:
        if next(first, False):
            assert Case.objects.filter(title__contains=NAME).exists(), "the snapshot is from before"
            begun.set()
            assert acted.wait(PATIENCE)
        write(*args)

    def act_between() -> None:
        assert begun.wait(PATIENCE)
        act()
        acted.set()

    monkeypatch.setattr(place, name, read_then_wait)
    assert race(lambda: jobs.run(job.pk), act_between) == [None, None]
    job.refresh_from_db()


@pytest.mark.parametrize("which", FILES)
def test_a_file_that_is_being_written_while_she_is_erased_is_begun_anew(
    people: Cast, case: Case, which: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask, place, name = FILES[which]
    job = ask(people)
    written_while(job, place, name, lambda: erase(people, case), monkeypatch)
    assert (job.state, told(job)) == ("waiting", "")
    assert [path for path in (tmp_path / "exports").rglob("*") if path.is_file()] == []
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert case.number in told(job)
    assert NAME not in told(job)


@pytest.mark.parametrize("which", FILES)
def test_without_the_erasure_it_is_written_with_what_it_read(
    people: Cast, case: Case, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: a look that finds nothing proves nothing."""
    ask, place, name = FILES[which]
    job = ask(people)
    written_while(job, place, name, lambda: None, monkeypatch)
    assert job.state == "done"
    assert NAME in told(job)


@pytest.mark.parametrize("which", FILES)
def test_a_file_that_was_finished_before_is_gone_after_it(people: Cast, case: Case, which: str) -> None:
    job = FILES[which][0](people)
    jobs.run(job.pk)
    assert NAME in told(job)
    erase(people, case)
    assert told(job) == ""


def test_who_had_looked_for_her_by_name_finds_neither_list_nor_view(people: Cast, case: Case) -> None:
    """Also what was looked for tells of her: in the address of a long list, in the name and the filter of a kept view."""
    officer = people.actor("officer")
    kept = save_view(name="退款", query="q=%E9%9B%BB%E5%99%A8", shared=True, actor=officer, at=AT)
    save_view(
        name="甲", query="state=registered&q=%E6%AD%90%E9%99%BD%E9%90%B5%E6%9F%B1", shared=True, actor=officer, at=AT
    )
    save_view(name=f"{NAME}來電", query="q=x", shared=False, actor=officer, at=AT)
    supervisor = people.actor("supervisor")
    hers = lists.ask_for(CASES, (), QueryDict(f"q={NAME}"), "csv", actor=supervisor, at=AT)
    other = lists.ask_for(CASES, (), QueryDict("q=冰箱"), "csv", actor=supervisor, at=AT)
    erase(people, case)
    assert list(SavedView.objects.values_list("pk", flat=True)) == [kept.pk]
    assert list(ListFile.objects.values_list("job", flat=True)) == [other.pk]
    assert not Job.objects.filter(pk=hers.pk).exists()
