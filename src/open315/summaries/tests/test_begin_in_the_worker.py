"""A text that counts much is begun and sent by the worker: the request answers at once, the page shows how far it is, and what comes out is the same."""

from typing import Any

import pytest

from open315.core import jobs
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.jobs import Job
from open315.notify.models import Message
from open315.summaries.models import SummaryRun, Text, TextCount
from open315.summaries.tests.samples import sample_campaign, signed_in
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, write
from open315.summaries.text import queries, services
from open315.summaries.text.services import asking
from tests.rows import nothing_changes


@pytest.fixture
def large(cast: Any, time_machine: Any, settings: Any) -> Any:
    """A campaign that counts more complaints than are counted while somebody waits."""
    time_machine.move_to(cast.at)
    settings.SUMMARY_AT_ONCE = 0
    return sample_campaign(cast, 40)


@pytest.fixture
def text(cast: Any, time_machine: Any, settings: Any) -> Text:
    """The text of such a campaign, ready to be sent."""
    time_machine.move_to(cast.at)
    settings.SUMMARY_AT_ONCE = 0
    made = begun(cast)
    finish(cast, made)
    return made


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def asked(cast: Any, campaign: Any, language: str = "zh-hant") -> SummaryRun:
    return services.request_text(campaign.pk, language=language, base_url="http://council.test", **secretary(cast))


def state_of(job_id: int) -> tuple[str, str]:
    job = Job.objects.get(pk=job_id)
    return job.state, job.error


def test_the_button_answers_at_once_and_the_page_shows_the_worker_until_the_text_is_there(
    cast: Any, large: Any
) -> None:
    writer, page = signed_in(cast, "secretariat"), f"/console/campaigns/{large.pk}/summary/texts/"
    answer = writer.post(f"{page}begin/", {})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert not Text.objects.exists()
    shown = writer.get(page).content.decode()
    assert "文稿正在等待起草" in shown
    assert f"{page}begin/" not in shown
    assert "HX-Refresh" not in writer.get(f"{page}progress/").headers
    run = SummaryRun.objects.get()
    assert (run.job.kind, run.job.organisation_id) == ("summaries.text_begin", cast.bodies["province"].pk)
    jobs.run(run.job_id)
    assert writer.get(f"{page}progress/").headers["HX-Refresh"] == "true"
    made = Text.objects.get()
    assert (made.state, made.chapters, made.hands) == ("draft", ["complaints"], [cast.accounts["secretariat"].pk])
    assert opening(made).was["1"] == "18"
    assert f"/console/campaigns/texts/{made.pk}/" in writer.get(page).content.decode()
    told = Message.objects.get(account_id=cast.accounts["secretariat"].pk)
    assert told.url == page
    job = Job.objects.get(pk=run.job_id)
    assert (job.state, job.stage, job.total) == ("done", "words", job.done + 1)


def test_the_worker_begins_the_same_text_as_a_request_would(cast: Any, large: Any) -> None:
    jobs.run(asked(cast, large).job_id)
    made = Text.objects.get()
    ours = list(made.passages.order_by("place").values_list("chapter", "kind", "words", "source", "was"))
    marks, base = made.marks, made.base_url
    made.passages.all().delete()
    made.delete()
    again = services.begin_text(large.pk, language="zh-hant", base_url=base, **secretary(cast))
    assert (again.marks, again.chapters) == (marks, ["complaints"])
    assert list(again.passages.order_by("place").values_list("chapter", "kind", "words", "source", "was")) == ours
    events = AuditEntry.objects.filter(event__startswith="summaries.text_").values_list("event", flat=True)
    assert list(events.order_by("pk")) == ["summaries.text_asked", "summaries.text_begun", "summaries.text_begun"]


def test_a_second_click_begins_no_second_text_in_either_script(cast: Any, large: Any) -> None:
    first = asked(cast, large)
    with nothing_changes():
        assert asked(cast, large, "zh-hans").pk == first.pk
    assert asked(cast, large, "en").pk != first.pk
    jobs.run(first.job_id)
    with nothing_changes(), pytest.raises(Conflict):
        asked(cast, large)


def test_why_a_text_could_not_be_begun_stands_on_the_page(cast: Any, large: Any) -> None:
    run = asked(cast, large)
    services.begin_text(large.pk, language="en", base_url="", **secretary(cast))
    Text.objects.update(language="zh-hans")
    jobs.run(run.job_id)
    assert state_of(run.job_id) == ("failed", "這種語言的文稿已經有了（繁體、簡體算同一份），請繼續撰寫那一份。")
    Text.objects.update(language="en")
    page = signed_in(cast, "secretariat").get(f"/console/campaigns/{large.pk}/summary/texts/").content.decode()
    assert "未能起草文稿" in page
    assert "這種語言的文稿已經有了" in page


def test_who_may_not_word_summaries_sees_no_begun_run(cast: Any, large: Any) -> None:
    run = asked(cast, large)
    assert queries.last_beginning(cast.actor("secretariat"), large.pk) == run
    assert queries.last_beginning(cast.actor("clerk"), large.pk) is None


def test_a_text_is_counted_and_sent_by_the_worker(cast: Any, text: Text) -> None:
    writer, page = signed_in(cast, "secretariat"), f"/console/campaigns/texts/{text.pk}/"
    assert writer.post(f"{page}send/", {"version": text.version}).status_code == 302
    assert Text.objects.get().state == "draft"
    run = TextCount.objects.get()
    shown = writer.get(page).content.decode()
    assert "文稿正在等待送審" in shown
    assert f"{page}send/" not in shown
    jobs.run(run.job_id)
    assert state_of(run.job_id) == ("done", "")
    assert Text.objects.get().state == "review"
    assert Text.objects.get().versions.count() == 2
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"summaries.sending_asked", "summaries.text_sent"} <= events
    assert Message.objects.filter(account_id=cast.accounts["secretariat"].pk, url=page).exists()


def test_what_is_missing_is_said_before_the_worker_is_asked(cast: Any, text: Text) -> None:
    services.add_passage(opening(text).pk, "", **secretary(cast))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.request_review(text.pk, **secretary(cast))


def test_a_sending_that_waits_is_asked_for_once_and_stopped_by_the_button(cast: Any, text: Text) -> None:
    run = services.request_review(text.pk, **secretary(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.request_review(text.pk, **secretary(cast))
    services.cancel_count(text.pk, **secretary(cast))
    assert state_of(run.job_id)[0] == "cancelled"
    assert Text.objects.get().state == "draft"


def test_words_of_meanwhile_stop_the_sending(cast: Any, text: Text, monkeypatch: pytest.MonkeyPatch) -> None:

    run, count = services.request_review(text.pk, **secretary(cast)), asking.count

    def slow(*given: Any, **more: Any) -> Any:
        now = count(*given, **more)
        write(cast, opening(text), opening(text).words + "補。")
        return now

    monkeypatch.setattr(asking, "count", slow)
    jobs.run(run.job_id)
    assert state_of(run.job_id) == ("failed", "統計期間有人修改了文稿。請先閱讀，再重新送審。")
    assert Text.objects.get().state == "draft"


def test_who_lost_a_chapter_meanwhile_sends_nothing(cast: Any, text: Text) -> None:
    run = services.request_review(text.pk, **secretary(cast))
    Text.objects.update(chapters=[*text.chapters, "posts"])
    jobs.run(run.job_id)
    assert state_of(run.job_id)[0] == "failed"
    assert Text.objects.get().state == "draft"
    with nothing_changes(), pytest.raises(NotAllowed):
        services.request_review(text.pk, **secretary(cast))
