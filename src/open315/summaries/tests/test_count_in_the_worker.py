"""A draft with many figures is counted by the worker: stage by stage, to its end, stopped, or with the reason why it came to none."""

from datetime import timedelta
from typing import Any

import pytest

from open315.cases.models import Case
from open315.core import jobs
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict
from open315.core.jobs import CancelAsked, Held, Job
from open315.notify.models import Message
from open315.summaries.models import Text, TextCount
from open315.summaries.tests.samples import signed_in
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, write
from open315.summaries.text import queries, services, work
from tests.rows import nothing_changes


@pytest.fixture
def text(cast: Any, time_machine: Any, settings: Any) -> Text:
    """The text of a campaign that counts more complaints than are counted while somebody waits; one of 18 is gone since."""
    time_machine.move_to(cast.at)
    settings.SUMMARY_AT_ONCE = 0
    text = begun(cast)
    Case.objects.filter(pk=Case.objects.filter(received_on__year=2025).order_by("pk")[0].pk).delete()
    return text


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def first_figure(cast: Any) -> str:
    return queries.counted_now(Text.objects.get(), cast.actor("secretariat"), cast.at).words(1)


def page(cast: Any, text: Text) -> str:
    return signed_in(cast, "secretariat").get(f"/console/campaigns/texts/{text.pk}/").content.decode()


def test_the_figures_are_those_of_the_count_when_it_is_done(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    assert (run.job.state, run.job.kind, run.job.organisation_id) == (
        "waiting",
        "summaries.text_count",
        text.council_id,
    )
    assert first_figure(cast) == "18"
    assert "正在等待統計" in page(cast, text)
    jobs.run(run.job_id)
    job = Job.objects.get(pk=run.job_id)
    assert (job.state, job.stage, job.total) == ("done", "keeping", job.done + 1)
    assert first_figure(cast) == "17"
    assert "正在等待統計" not in page(cast, text)
    entry = AuditEntry.objects.get(event="summaries.text_counted")
    assert (entry.object_type, entry.object_id) == ("summary_text", str(text.pk))
    told = Message.objects.get(account_id=cast.accounts["secretariat"].pk)
    assert told.url == f"/console/campaigns/texts/{text.pk}/"


def test_while_one_is_at_work_no_second_begins(cast: Any, text: Text) -> None:
    services.count_anew(text.pk, **secretary(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.count_anew(text.pk, **secretary(cast))


def test_a_count_that_waits_is_stopped_at_once(cast: Any, text: Text) -> None:
    with nothing_changes(), pytest.raises(Conflict):
        services.cancel_count(text.pk, **secretary(cast))
    run = services.count_anew(text.pk, **secretary(cast))
    services.cancel_count(text.pk, **secretary(cast))
    assert Job.objects.get(pk=run.job_id).state == "cancelled"
    assert AuditEntry.objects.filter(event="summaries.count_cancelled").count() == 1
    with nothing_changes(), pytest.raises(Conflict):
        services.cancel_count(text.pk, **secretary(cast))
    assert first_figure(cast) == "18"


def test_a_count_that_runs_is_asked_once_to_stop(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    Job.objects.filter(pk=run.job_id).update(state="running")
    services.cancel_count(text.pk, **secretary(cast))
    job = Job.objects.get(pk=run.job_id)
    assert (job.state, job.cancel_asked_at) == ("running", cast.at)
    with nothing_changes():
        services.cancel_count(text.pk, actor=cast.actor("secretariat"), at=cast.at + timedelta(minutes=1))
    assert AuditEntry.objects.filter(event="summaries.count_cancelled").count() == 1


def test_a_count_that_runs_stops_at_the_next_chapter_and_changes_nothing(
    cast: Any, text: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    told: list[dict[str, Any]] = []

    def tell(held: Held, **more: Any) -> None:
        told.append(more)
        if "done" in more:
            raise CancelAsked

    monkeypatch.setattr(Held, "tell", tell)
    jobs.run(run.job_id)
    assert Job.objects.get(pk=run.job_id).state == "cancelled"
    assert told[0] == {"stage": "figures"}
    assert told[1]["done"] == 1
    assert told[1]["total"] > 1
    assert first_figure(cast) == "18"


def test_a_text_that_was_sent_meanwhile_keeps_what_was_sent(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    finish(cast, text)
    services.send_for_review(text.pk, **secretary(cast))
    before = Text.objects.get().counted
    jobs.run(run.job_id)
    job = Job.objects.get(pk=run.job_id)
    assert (job.state, job.error) == ("failed", "文稿已於期間送審：其數字以送審時為準。")
    assert Text.objects.get().counted == before


def test_why_a_count_failed_stands_on_the_page(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    Text.objects.update(chapters=[*text.chapters, "posts"])
    jobs.run(run.job_id)
    assert Job.objects.get(pk=run.job_id).state == "failed"
    assert first_figure(cast) == "18"
    assert "未能統計各項數字" in page(cast, text)


def test_a_mark_that_came_while_it_was_counted_keeps_what_it_was(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    now = work.count(text, cast.actor("secretariat"), cast.at)
    grown = Text.objects.get()
    number = str(len(grown.marks) + 1)
    grown.marks = [*grown.marks, {"term": "GB 9704"}]
    grown.counted = {**grown.counted, "figures": {**grown.counted["figures"], number: {"kind": "Term", "text": "甲"}}}
    grown.save()
    work._keep(run.text_id, now)
    kept = Text.objects.get().counted
    assert kept["figures"][number] == {"kind": "Term", "text": "甲"}
    assert kept["figures"]["1"]["text"] == "17"


def test_the_fragment_loads_the_page_again_once_it_has_ended(cast: Any, text: Text) -> None:
    reader, path = signed_in(cast, "secretariat"), f"/console/campaigns/texts/{text.pk}/counting/"
    assert reader.get(path).headers["HX-Refresh"] == "true"
    services.count_anew(text.pk, **secretary(cast))
    answer = reader.get(path)
    assert "HX-Refresh" not in answer.headers
    assert f"/console/campaigns/texts/{text.pk}/recount/cancel/" in answer.content.decode()


def test_the_buttons_ask_and_stop(cast: Any, text: Text) -> None:
    writer = signed_in(cast, "secretariat")
    assert writer.post(f"/console/campaigns/texts/{text.pk}/recount/", {}).status_code == 302
    run = TextCount.objects.get()
    assert run.job.state == "waiting"
    writer.post(f"/console/campaigns/texts/{text.pk}/recount/cancel/", {})
    run.job.refresh_from_db()
    assert run.job.state == "cancelled"


def test_wording_goes_on_while_it_is_counted(cast: Any, text: Text) -> None:
    run = services.count_anew(text.pk, **secretary(cast))
    write(cast, opening(text), opening(text).words + "補。")
    jobs.run(run.job_id)
    assert Text.objects.get().passages.filter(words__endswith="補。").count() == 1
    assert first_figure(cast) == "17"
