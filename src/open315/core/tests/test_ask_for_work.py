"""Asking for a job, cancelling it, letting it go on, dropping it: in which state, for whom, in which words, and all that is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from open315.core import jobs
from open315.core.access import SYSTEM, Actor, ActorKind, permissions
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.jobs import Job, JobKind, JobState, SeenBy, files, kinds, queries, rules, services
from open315.core.jobs.models import JobFile
from open315.core.streams.reading import state as told
from tests.rows import Row, changes, nothing_changes, undone

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
BEFORE = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
MAY = frozenset({"tests:work"})
ASKER = Actor(
    ActorKind.STAFF, "clerk", account_id=7, organisation_id=1, organisation_ids=frozenset({1, 2}), permissions=MAY
)
STRANGER = replace(ASKER, label="other", account_id=8, organisation_id=3, organisation_ids=frozenset({3}))
WITHOUT = replace(ASKER, label="officer", account_id=9, permissions=frozenset())
FRESH: Row = {
    "kind": "tests.work", "state": "waiting", "stage": "", "done": 0, "total": 0, "account_id": 7, "organisation_id": 1,
    "language": "", "once": "", "attempts": 0, "not_before": None, "error": "", "last_error": "", "holder": "", "lease_token": "",
    "lease_until": None, "cancel_asked_at": None, "created_at": AT, "finished_at": None,
}  # fmt: skip
LEASE: Row = {"holder": "here:1", "lease_token": "x", "lease_until": AT}
STATES: dict[str, Row] = {
    "waiting": {},
    "handed_over": LEASE,
    "resting": {"done": 2, "total": 5, "attempts": 1, "not_before": AT, "last_error": "y"},
    "running": {"state": "running", "done": 1, "total": 5, "stage": "count", **LEASE},
    "stopping": {"state": "running", "cancel_asked_at": BEFORE, **LEASE},
    "done": {"state": "done", "done": 5, "total": 5, "finished_at": BEFORE},
    "failed": {"state": "failed", "done": 1, "attempts": 3, "error": "x", "last_error": "y", "not_before": AT, "finished_at": BEFORE},
    "cancelled": {"state": "cancelled", "error": "x", "cancel_asked_at": BEFORE, "finished_at": BEFORE},
}  # fmt: skip
HEARD: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def _one_kind(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.EXPORTS = tmp_path
    monkeypatch.setattr(kinds, "_KINDS", {})
    monkeypatch.setattr(kinds, "_HEARERS", [])
    monkeypatch.setitem(permissions._PERMISSIONS, "tests:work", "Work")
    HEARD.clear()
    kinds.when_ended(lambda job, kind: HEARD.append((kind.name, job.state)))
    declare()


def declare(**otherwise: Any) -> JobKind:
    given: dict[str, Any] = {"can_be_cancelled": True, "kept": timedelta(days=7), **otherwise}
    return jobs.declare_job(JobKind("tests.work", "tests:work", work=lambda held: None, page=str, **given))


def made(state: str = "waiting", **otherwise: Any) -> Job:
    return Job.objects.create(**{**FRESH, "created_at": BEFORE, **STATES[state], **otherwise})


def said(act: Callable[[], Any], how: type[Exception]) -> str:
    with nothing_changes(), pytest.raises(how) as refusal:
        act()
    with translation.override("zh-hant"):
        return str(refusal.value.message)  # type: ignore[attr-defined]


def changed(found: dict[str, Any], job: Job) -> Row:
    """What changes of the one job that is touched."""
    ((how, row),) = found.pop("core.Job")
    assert (how, row.pop("of")["id"]) == ("~", job.pk)
    return dict(row)


ASKED: list[tuple[Row, Row]] = [
    ({}, {"language": "zh-hans"}),
    ({"organisation_id": 2}, {"language": "zh-hans", "organisation_id": 2}),
    ({"organisation_id": None}, {"language": "zh-hans", "organisation_id": None}),
    ({"once": "2026"}, {"language": "zh-hans", "once": "2026"}),
    ({"language": "en"}, {"language": "en"}),
    ({"language": ""}, {"language": ""}),
]


def test_what_is_asked_for_waits_with_everything_that_was_said_of_it() -> None:
    for asked, kept in ASKED:
        with undone(), translation.override("zh-hans"):
            found = changes(lambda: jobs.ask(declare(), actor=ASKER, at=AT, **{"organisation_id": 1, **asked}))  # noqa: B023
        ((how, row),) = found.pop("core.Job")
        row.pop("id")
        assert (how, row, found) == ("+", {**FRESH, **kept}, {}), asked
    with translation.override(None):
        assert jobs.ask(declare(), actor=ASKER, at=AT).language == ""
    assert jobs.ask(declare(), actor=SYSTEM, at=AT).account_id is None


def test_whoever_lacks_the_permission_asks_for_nothing() -> None:
    assert said(lambda: jobs.ask(declare(), actor=WITHOUT, at=AT), NotAllowed) == "您的角色無權發起這項工作。"


ALONE = [
    ("waiting", True),
    ("running", True),
    ("stopping", True),
    ("done", False),
    ("failed", False),
    ("cancelled", False),
]


def test_of_those_with_one_word_one_is_at_work_at_a_time() -> None:
    for state, in_the_way in ALONE:
        with undone():
            made(state, once="2026")
            if in_the_way:
                words = said(lambda: jobs.ask(declare(), actor=ASKER, at=AT, once="2026"), Conflict)
                assert words == "這項工作正在進行，請等待完成或稍後再看。", state
            else:
                jobs.ask(declare(), actor=ASKER, at=AT, once="2026")
            jobs.ask(declare(), actor=ASKER, at=AT, once="2025")


RUNNING_OR_DONE = "這項工作正在進行或已完成。"
RESUMED: dict[str, str | Row] = {
    # What changes, or what is said.
    "waiting": RUNNING_OR_DONE,
    "handed_over": RUNNING_OR_DONE,
    "resting": RUNNING_OR_DONE,
    "running": RUNNING_OR_DONE,
    "stopping": RUNNING_OR_DONE,
    "done": RUNNING_OR_DONE,
    "failed": {
        "state": "waiting",
        "error": "",
        "last_error": "",
        "attempts": 0,
        "not_before": None,
        "finished_at": None,
    },
    "cancelled": {"state": "waiting", "error": "", "finished_at": None, "cancel_asked_at": None},
}


@pytest.mark.parametrize("state", STATES)
def test_one_that_failed_or_was_cancelled_goes_on_where_it_stopped(state: str) -> None:
    job, expected = made(state), RESUMED[state]
    who = replace(ASKER, account_id=11)
    if isinstance(expected, str):
        assert said(lambda: jobs.resume(job.pk, actor=who), Conflict) == expected
        return
    with translation.override("zh-hans"):
        found = changes(lambda: jobs.resume(job.pk, actor=who))
    assert changed(found, job) == {**expected, "account_id": 11, "language": "zh-hans"}
    assert found == {}


def test_one_does_not_go_on_beside_another_with_its_word() -> None:
    job = made("failed", once="2026")
    made("waiting", once="2026")
    assert said(lambda: jobs.resume(job.pk, actor=ASKER), Conflict) == "這項工作正在進行，請等待完成或稍後再看。"


ENDED = "這項工作已經結束。"
AT_ONCE: Row = {"state": "cancelled", "finished_at": AT, "error": "尚未開始處理即已取消。"}
STOPS: dict[str, str | Row] = {
    "waiting": AT_ONCE,
    "handed_over": {**AT_ONCE, "lease_token": "", "lease_until": None},
    "resting": {"cancel_asked_at": AT, "not_before": None},
    "running": {"cancel_asked_at": AT},
    "stopping": {"cancel_asked_at": AT},
    "done": ENDED,
    "failed": ENDED,
    "cancelled": ENDED,
}


@pytest.mark.parametrize("state", STATES)
def test_one_at_work_is_cancelled_and_one_that_nobody_has_begun_ends_at_once(state: str) -> None:
    job, expected = made(state), STOPS[state]
    if isinstance(expected, str):
        assert said(lambda: jobs.cancel(job.pk, actor=ASKER, at=AT), Conflict) == expected
        assert HEARD == []
        return
    given: list[Job] = []
    with translation.override("zh-hant"):
        found = changes(lambda: given.append(jobs.cancel(job.pk, actor=ASKER, at=AT)))
    assert changed(found, job) == expected
    assert given[0].pk == job.pk
    ended = expected.get("state") == "cancelled"
    assert ([("tests.work", "cancelled")] if ended else []) == HEARD
    now = told(job.topic)
    assert (now[1] if now else None) == ({"state": "cancelled", "stage": "", "done": 0, "total": 0} if ended else None)
    assert set(found) == ({"core.Snapshot"} if ended else set())


def test_only_what_can_be_cancelled_is() -> None:
    job = made("running")
    declare(can_be_cancelled=False)
    assert said(lambda: jobs.cancel(job.pk, actor=ASKER, at=AT), NotAllowed) == "這項工作不能取消。"


@pytest.mark.parametrize("who", [STRANGER, WITHOUT])
def test_what_others_do_is_not_there(who: Actor) -> None:
    job = made("running")
    stopped = made("failed")
    for act in (lambda: jobs.cancel(job.pk, actor=who, at=AT), lambda: jobs.resume(stopped.pk, actor=who)):
        assert said(act, NotFound) == "沒有這項後台工作。"
    assert said(lambda: queries.get_job(ASKER, stopped.pk + 1), NotFound) == "沒有這項後台工作。"
    assert queries.get_job(ASKER, job.pk) == job


def test_the_system_sees_every_job_and_a_person_those_of_her_kinds() -> None:
    own = made()
    jobs.declare_job(JobKind("tests.other", "tests:work", work=lambda held: None, page=str, seen_by=SeenBy.EVERYBODY))
    foreign = made(kind="tests.other", organisation_id=3)
    hidden = made(organisation_id=3)
    below = made(organisation_id=2)
    assert set(queries.visible_to(SYSTEM)) == {own, foreign, hidden, below}
    assert set(queries.visible_to(SYSTEM, declare())) == {own, hidden, below}
    assert set(queries.visible_to(ASKER)) == {own, foreign, below}
    assert set(queries.visible_to(WITHOUT)) == set()


def test_old_jobs_are_dropped_with_their_files_and_those_of_today_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week = timedelta(days=7)
    young, old, hung = (
        made(created_at=AT),
        made("done", created_at=AT - timedelta(seconds=1)),
        made("running", created_at=BEFORE),
    )
    jobs.declare_job(JobKind("tests.kept", "tests:work", work=lambda held: None, page=str))
    kept = made(kind="tests.kept", created_at=BEFORE)
    folders = [tmp_path / "jobs" / str(job.pk) for job in (young, old, hung, kept)]
    for job, folder in zip((young, old, hung, kept), folders, strict=True):
        folder.mkdir(parents=True)
        (folder / "a").write_bytes(b"x")
        JobFile.objects.create(job=job, key="a", path=f"jobs/{job.pk}/a", size=1)
    with nothing_changes():
        assert services.sweep(BEFORE + week) == 0
    assert services.sweep(AT + week) == 2
    assert set(Job.objects.all()) == {young, kept}
    assert [folder.exists() for folder in folders] == [True, False, False, True]
    assert {file.job_id for file in JobFile.objects.all()} == {young.pk, kept.pk}
    assert files.of(young, "a") is not None
    monkeypatch.setattr(services, "SWEPT_AT_ONCE", 2)
    first, second, _third = (made("done") for _ in range(3))
    assert services.sweep(BEFORE + week + timedelta(seconds=1)) == 2
    assert not Job.objects.filter(pk__in=[first.pk, second.pk]).exists(), "the oldest first"
    assert services.sweep(BEFORE + week + timedelta(seconds=1)) == 1


def test_a_job_rests_longer_after_each_attempt_and_three_are_enough() -> None:
    assert [rules.pause_after(n).total_seconds() for n in (1, 2)] == [30, 60]
    assert [rules.is_used_up(n) for n in (0, 2, 3, 4)] == [False, False, True, True]
    assert (timedelta(seconds=60), timedelta(seconds=15), timedelta(minutes=30)) == (
        rules.LEASE,
        rules.RENEW_EVERY,
        rules.PATIENCE,
    )
    assert set(services.RESUMABLE) == {JobState.FAILED, JobState.CANCELLED}
