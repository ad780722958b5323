"""kill -9 of the worker while it writes a summary or an export, on both set-ups: nothing half done is ever shown, and in the end it is there."""

import io
import os
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fault.setups import SETUPS, Prepared, Running, running, wait_for

MOMENTS = re.compile(r"\d{1,2}:\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")


@pytest.fixture(scope="module", params=SETUPS)
def site(
    request: pytest.FixtureRequest, demo_of: Callable[[str], Prepared], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    with running(request.param, demo_of(request.param), tmp_path_factory.mktemp("jobs")) as made:
        yield made


def state(site: Running, job: int) -> tuple[str, str]:
    """Of a job: its state and how far it is."""
    return site.rows(f"SELECT state, stage FROM core_job WHERE id = {job}")[0]


def named_files(site: Running, job: int) -> int:
    return int(site.value(f"SELECT count(*) FROM core_jobfile WHERE job_id = {job}"))


def done(site: Running, *words: str) -> int:
    """Ask, and return the job once it is done."""
    job = int(site.command(*words, module="tests.fault.ask_worker"))
    wait_for(lambda: state(site, job)[0] not in {"waiting", "running"}, f"{words} never ended", site)
    assert state(site, job)[0] == "done"
    return job


def is_met(found: tuple[str, str], stage: str) -> bool:
    """Whether it runs in that stage ("": in any), or is over."""
    return found[0] == "done" or (found[0] == "running" and stage in {"", found[1]})


@contextmanager
def held(site: Running) -> Iterator[None]:
    """The worker stands still meanwhile: it would be done before the program that asks has ended. Never in the middle of its own writing."""
    worker = site.pid("worker")

    def stands_still() -> bool:
        os.kill(worker, signal.SIGSTOP)
        if site.can_write():
            return True
        os.kill(worker, signal.SIGCONT)
        return False

    try:
        wait_for(stands_still, "the worker writes without end", site)
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def killed_and_done(site: Running, stages: tuple[str, ...], *words: str) -> tuple[int, list[str]]:
    """The same, while the worker is killed once in each of the stages, as far as it can be met there."""
    with held(site):
        job = int(site.command(*words, module="tests.fault.ask_worker"))
    met = []
    for stage in stages:
        wait_for(lambda: is_met(state(site, job), stage), stage, site)  # noqa: B023
        if state(site, job)[0] == "done":
            break
        met.append(stage)
        killed = site.kill("worker")
        assert named_files(site, job) == 0 or state(site, job)[0] == "done", "a file was named before all were there"
        site.until_again("worker", other_than=killed)
    wait_for(lambda: state(site, job)[0] not in {"waiting", "running"}, f"{words} was not gone on with", site)
    assert state(site, job)[0] == "done"
    return job, met


def test_a_summary_whose_worker_is_killed_says_what_an_undisturbed_one_says(site: Running) -> None:
    done(site, "summary", "hubei.secretariat")
    undisturbed = site.command("html", module="tests.fault.job_file")
    job, met = killed_and_done(site, ("", "document"), "summary", "hubei.secretariat")
    assert met, "the worker was never killed in the middle: the test proves nothing"
    assert named_files(site, job) == 3
    assert MOMENTS.sub("", site.command("html", module="tests.fault.job_file")) == MOMENTS.sub("", undisturbed)
    assert site.value("SELECT count(*) FROM summaries_summaryrun WHERE counted_at IS NULL") == 0


def test_an_export_whose_worker_is_killed_is_whole_and_there_once(site: Running, tmp_path: Path) -> None:
    job, met = killed_and_done(site, ("",), "export", "hubei.admin")
    assert met, "the worker was never killed in the middle: the test proves nothing"
    assert named_files(site, job) == 1
    with zipfile.ZipFile(io.BytesIO(site.output("zip", module="tests.fault.job_file"))) as whole:
        assert whole.testzip() is None
        text = whole.read("cases_case.csv").decode("utf-8-sig")
    assert text.count("\n") - 1 >= site.value("SELECT count(*) FROM cases_case")
