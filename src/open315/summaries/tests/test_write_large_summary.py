"""A summary that counts many complaints is written by the worker: once, to the end or with a reason, and for its readers only."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.campaigns.models import Campaign
from open315.core import jobs
from open315.core.audit.models import AuditEntry
from open315.core.errors import Unavailable
from open315.core.exports import kept
from open315.core.jobs import Job
from open315.core.jobs.files import drop, path_of
from open315.core.jobs.tasks import sweep_jobs
from open315.core.streams.reading import state
from open315.notify.models import Message
from open315.org.models import RoleGrant
from open315.summaries import files, services, writing
from open315.summaries.models import SummaryRun
from open315.summaries.tests.samples import sample_campaign, signed_in


@pytest.fixture
def campaign(cast: Any, time_machine: Any, settings: Any, tmp_path: Any) -> Campaign:
    """A campaign of the province whose summary counts more complaints than are written at once."""
    settings.SUMMARY_AT_ONCE, settings.EXPORTS = 20, tmp_path / "exports"
    time_machine.move_to(cast.at)
    return sample_campaign(cast, 60)


@pytest.fixture
def whole() -> None:
    """For a test that reads the DOCX."""


@pytest.fixture(autouse=True)
def _docx_in_no_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the DOCX takes most of the time and is shown by one test; the others show when a summary is written and for whom."""
    if "whole" not in request.fixturenames:
        monkeypatch.setitem(files.FORMS, "docx", lambda _document: b"PK")


def at(name: str, campaign: Campaign) -> str:
    return reverse(f"summaries:{name}", args=[campaign.pk])


def request(cast: Any, campaign: Campaign, who: str = "secretariat") -> SummaryRun:
    return services.request_summary(
        campaign.pk, language="zh-hant", base_url="https://council.example", actor=cast.actor(who), at=cast.at
    )


def work(run: SummaryRun) -> SummaryRun:
    jobs.run(run.job_id)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_it_is_asked_for_written_read_and_downloaded(
    cast: Cast, campaign: Campaign, whole: None, language: str
) -> None:
    client = signed_in(cast, "secretariat", language)
    asked = client.get(at("page", campaign)).content.decode()
    assert f'action="{at("write", campaign)}"' in asked
    assert client.get(at("docx", campaign)).url == at("page", campaign), "nothing to download yet"

    client.post(at("write", campaign))
    page = client.get(at("page", campaign)).content.decode()
    assert "data-live-fragment" in page
    assert "<noscript>" in page, "without scripts a link looks again"

    run = work(SummaryRun.objects.get())
    assert (run.job.state, run.job.language, run.job.error) == ("done", language, "")
    page = client.get(at("page", campaign)).content.decode()
    assert '<article class="document"' in page
    assert len(re.findall(r'class="figure" href="', page)) > 60
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(at(form, campaign))
        assert b"".join(answer.streaming_content).startswith(start)
        assert f".{form}" in answer["Content-Disposition"]
    assert Message.objects.get().template == "summaries.written"


def test_the_figures_are_of_the_moment_the_document_states(cast: Cast, campaign: Campaign, time_machine: Any) -> None:
    run = work(request(cast, campaign))
    time_machine.move_to(cast.at + timedelta(hours=30))
    page = signed_in(cast, "secretariat").get(at("page", campaign)).content.decode()
    assert run.counted_at is not None
    assert abs(run.counted_at - cast.at) < timedelta(minutes=1)
    assert f"{cast.at + timedelta(hours=8):%Y年%-m月%-d日 %H:%M}時" in page


def test_who_asked_for_what_and_for_which_body_is_on_record(cast: Cast, campaign: Campaign) -> None:
    run = request(cast, campaign)
    asker = cast.actor("secretariat")
    assert (run.job.organisation_id, run.council_id, run.job.language) == (
        asker.organisation_id,
        asker.organisation_id,
        "zh-hant",
    )
    entry = AuditEntry.objects.get(event="summaries.requested")
    assert (entry.account_id, entry.object_type, entry.object_id) == (asker.account_id, "campaign", str(campaign.pk))
    assert entry.data == {"language": "zh-hant"}


def test_a_second_click_and_a_colleague_start_none(cast: Cast, campaign: Campaign) -> None:
    first = request(cast, campaign)
    assert request(cast, campaign) == first
    assert request(cast, campaign, "analyst") == first
    assert Job.objects.filter(kind="summaries.campaign").count() == 1
    assert AuditEntry.objects.filter(event="summaries.requested").count() == 1
    work(first)
    assert request(cast, campaign) != first, "once it is written, a new one may be asked for"


def test_a_summary_in_another_language_is_another_one(cast: Cast, campaign: Campaign) -> None:
    first = request(cast, campaign)
    asked = {"base_url": "https://council.example", "actor": cast.actor("secretariat"), "at": cast.at}
    assert services.request_summary(campaign.pk, language="en", **asked) != first
    assert sorted(Job.objects.values_list("language", flat=True)) == ["en", "zh-hant"]


def test_the_figures_of_what_the_worker_writes_lead_to_the_site_it_was_asked_on(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(files, "FORMS", {"docx": lambda document: written.append(document.base_url) or b"PK"})
    work(request(cast, campaign))
    assert written == ["https://council.example"]


def test_the_old_one_can_be_read_until_the_new_one_is_written(cast: Cast, campaign: Campaign) -> None:
    work(request(cast, campaign))
    request(cast, campaign)
    page = signed_in(cast, "secretariat").get(at("page", campaign)).content.decode()
    assert '<article class="document"' in page
    assert "data-live-fragment" in page


def test_each_stage_is_shown_while_it_lasts(cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    run, seen = request(cast, campaign), []
    client = signed_in(cast, "secretariat")
    tell = jobs.Held.tell

    def watched(held: jobs.Held, **told: Any) -> None:
        tell(held, **told)
        seen.append((state(run.job.topic)[1]["stage"], client.get(at("progress", campaign)).content.decode()))

    monkeypatch.setattr(jobs.Held, "tell", watched)
    assert "HX-Refresh" not in client.get(at("progress", campaign))
    work(run)
    assert [stage for stage, _page in seen] == ["figures", "tables", "document"]
    assert [page.count("stepper__step--done") for _stage, page in seen] == [0, 1, 2]
    assert client.get(at("progress", campaign))["HX-Refresh"] == "true", "the page comes back with the summary"


def test_a_full_disk_is_said(cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, **_given: Any) -> None:
        raise Unavailable("磁碟滿了")

    monkeypatch.setattr(kept, "writing", refuse)
    run = work(request(cast, campaign))
    assert (run.job.state, run.job.error) == ("failed", "磁碟滿了")
    page = signed_in(cast, "secretariat").get(at("page", campaign)).content.decode()
    assert "磁碟滿了" in page
    assert f'action="{at("write", campaign)}"' in page
    assert Message.objects.get().template == "summaries.failed"


def test_an_unforeseen_error_is_tried_again_then_said(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(writing, "_render", break_down)
    run = request(cast, campaign)
    assert [work(run).job.state for _attempt in range(3)] == ["waiting", "waiting", "failed"]
    assert "ZeroDivisionError" not in run.job.error


def test_a_worker_that_was_overtaken_ends_nothing(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, render = request(cast, campaign), writing._render

    def overtaken(held: jobs.Held, document: Any) -> None:
        Job.objects.filter(pk=run.job_id).update(lease_token="another")
        render(held, document)

    monkeypatch.setattr(writing, "_render", overtaken)
    assert work(run).job.state == "running"
    assert run.counted_at is None
    monkeypatch.setattr(writing, "_render", render)
    Job.objects.update(lease_until=None)
    assert work(run).job.state == "done"
    assert not Message.objects.filter(template="summaries.failed").exists()


def test_whoever_moved_on_gets_no_figures_of_the_old_council(cast: Cast, campaign: Campaign) -> None:
    run = request(cast, campaign)
    RoleGrant.objects.filter(account=cast.accounts["secretariat"]).update(organisation=cast.bodies["huangshi"])
    assert work(run).job.state == "failed"


def test_only_the_council_s_own_people_see_it(cast: Cast, campaign: Campaign) -> None:
    work(request(cast, campaign))
    other = Client()
    other.force_login(cast.accounts["clerk"])
    for name in ("page", "docx", "pdf", "progress"):
        assert other.get(at(name, campaign)).status_code == 403
    assert other.post(at("write", campaign)).status_code == 403


def test_it_is_swept_with_its_files_after_a_week(cast: Cast, campaign: Campaign) -> None:
    run = work(request(cast, campaign))
    lying = [path_of(file) for file in files.of_run(run).values()]
    assert len(lying) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in lying)
    assert sweep_jobs(cast.at + timedelta(days=7) - timedelta(hours=1)) == 0
    assert sweep_jobs(cast.at + timedelta(days=7) + timedelta(hours=1)) == 1
    assert not any(path.exists() for path in lying)
    assert not SummaryRun.objects.exists()


def test_a_restored_row_without_its_files_is_asked_for_anew(cast: Cast, campaign: Campaign) -> None:
    drop(work(request(cast, campaign)).job)
    page = signed_in(cast, "secretariat").get(at("page", campaign)).content.decode()
    assert f'action="{at("write", campaign)}"' in page
    assert '<article class="document"' not in page


def test_a_small_one_is_still_answered_at_once(cast: Cast, campaign: Campaign, settings: Any) -> None:
    settings.SUMMARY_AT_ONCE = 60
    assert '<article class="document"' in signed_in(cast, "secretariat").get(at("page", campaign)).content.decode()
    assert not SummaryRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_stages_are_noted_beside_the_reading_that_may_not_write(cast: Cast, campaign: Campaign) -> None:
    assert not connection.in_atomic_block
    assert work(request(cast, campaign)).job.state == "done"
