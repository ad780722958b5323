"""A summary of two rooms: who reads which chapters, and that a stored one is opened by readers of the same chapters only."""

from typing import Any

import pytest

from open315.campaigns.models import Campaign
from open315.core.chapters import registry as chapters
from open315.core.documents.sentences import plain
from open315.core.errors import NotAllowed
from open315.core.jobs import Job
from open315.figures.tests.other_room import declare, fill, tell
from open315.summaries import queries, services
from open315.summaries.documents import campaign_summary
from open315.summaries.models import SummaryRun
from open315.summaries.tests.samples import sample_campaign


@pytest.fixture
def campaign(cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """A campaign with complaints and with posts, which the administrator reads and the secretariat does not."""
    time_machine.move_to(cast.at)
    declare(monkeypatch)
    fill(cast, 160)
    tell("posts")
    return sample_campaign(cast, 60)


def request(cast: Any, campaign: Campaign, who: str) -> SummaryRun:
    return services.request_summary(
        campaign.pk, language="en", base_url="https://council.example", actor=cast.actor(who), at=cast.at
    )


def test_each_reader_gets_the_chapters_whose_rows_they_may_open(cast: Any, campaign: Campaign) -> None:
    both = campaign_summary(campaign, cast.actor("administrator"), "en")
    assert [section.title for section in both.sections] == ["1. Complaints", "2. Chapter posts"]
    assert both.subtitle.startswith("Theme of the year: ")
    one = campaign_summary(campaign, cast.actor("secretariat"), "en")
    assert [section.title for section in one.sections][:2] == ["1. Overall", "2. Nature of the complaints"]
    assert one.subtitle.startswith("Complaints · theme of the year: ")


def test_chapters_are_numbered_in_the_style_of_the_language(cast: Any, campaign: Campaign) -> None:
    both = campaign_summary(campaign, cast.actor("administrator"), "zh-hant")
    assert [section.title for section in both.sections] == ["一、投訴篇", "二、Chapter posts"]
    assert [block.title for block in both.sections[0].blocks][:2] == ["（一）總體情況", "（二）投訴性質"]  # type: ignore[union-attr]


def test_without_a_chapter_the_document_says_so(cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "_CHAPTERS", {})
    empty = campaign_summary(campaign, cast.actor("secretariat"), "en")
    assert empty.sections == ()
    assert [plain(note.runs) for note in empty.remarks] == ["There is no chapter that your role may read."]
    with pytest.raises(NotAllowed):
        request(cast, campaign, "secretariat")
    assert not Job.objects.exists()


def test_readers_of_other_chapters_do_not_open_a_stored_summary(cast: Any, campaign: Campaign) -> None:
    asked = {who: request(cast, campaign, who) for who in ("administrator", "secretariat", "analyst")}
    assert asked["secretariat"] == asked["analyst"]
    assert asked["administrator"] != asked["secretariat"]
    assert [asked[who].chapters for who in ("administrator", "secretariat")] == [
        "cooperation plan activities effects seminars returns complaints posts",
        "cooperation plan activities effects seminars returns complaints",
    ]
    for who, run in asked.items():
        assert list(queries.visible_to(cast.actor(who))) == [run], who
