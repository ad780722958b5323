"""What several people do to one text, and what is refused where it is full, gone, or counted for others. All expectations are by hand."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.chapters import registry as chapters
from open315.core.chapters.registry import Chapter
from open315.core.documents.tree import Section
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.summaries.models import Passage, Text
from open315.summaries.tests.samples import sample_campaign
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, sign, write
from open315.summaries.text import queries, services
from open315.summaries.text.services import locking
from tests.rows import nothing_changes


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    """The text of a campaign with 18 complaints of 2025, as the facts say it."""
    time_machine.move_to(cast.at)
    return begun(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def colleague(cast: Any, who: str) -> Actor:
    """Another account of the province that has the role of the secretariat, too."""
    return replace(cast.actor("secretariat"), account_id=cast.accounts[who].pk)


def test_whoever_worded_a_passage_is_a_hand_of_the_text_and_does_not_sign(cast: Any, text: Text) -> None:
    first, second = cast.accounts["secretariat"].pk, cast.accounts["province_supervisor"].pk
    for words in ("甲。", "甲乙。"):
        write(cast, text.passages.get(chapter="problems"), words, actor=colleague(cast, "province_supervisor"))
        assert Text.objects.get().hands == [first, second]
    finish(cast, text)
    services.send_for_review(text.pk, **secretary(cast))
    with nothing_changes(), pytest.raises(NotAllowed):
        sign(cast, text)
    assert services.sign_text(text.pk, actor=colleague(cast, "analyst"), at=cast.at).number == 1


def test_adding_moving_taking_out_and_sending_are_a_hand_as_well(cast: Any, text: Text) -> None:
    first, hands = opening(text), []
    ways: dict[str, Any] = {
        "province_supervisor": lambda **act: services.add_passage(first.pk, "補。", **act),
        "analyst": lambda **act: services.move_passage(first.pk, 1, **act),
        "administrator": lambda **act: services.remove_passage(first.pk, **act),
    }
    for who, act in ways.items():
        act(actor=colleague(cast, who), at=cast.at)
        hands.append(cast.accounts[who].pk)
        assert Text.objects.get().hands == [cast.accounts["secretariat"].pk, *hands], who
    finish(cast, text)
    Text.objects.update(hands=[])
    services.send_for_review(text.pk, actor=colleague(cast, "analyst"), at=cast.at)
    assert Text.objects.get().hands == [cast.accounts["analyst"].pk]


def test_without_a_chapter_to_read_no_text_is_begun(cast: Any, time_machine: Any, monkeypatch: Any) -> None:
    time_machine.move_to(cast.at)
    campaign = sample_campaign(cast, 10)
    given = {"language": "en", "base_url": "", **secretary(cast)}
    with monkeypatch.context() as patched, translation.override("en"):
        patched.setattr(chapters, "_CHAPTERS", {})
        with nothing_changes(), pytest.raises(NotAllowed) as refused:
            services.begin_text(campaign.pk, **given)
        assert str(refused.value.message) == "Your role does not include reading what a summary is counted from."
    assert services.begin_text(campaign.pk, **given).state == "draft"


def test_a_section_inside_a_section_is_worded_like_any_other(cast: Any, time_machine: Any, monkeypatch: Any) -> None:
    time_machine.move_to(cast.at)
    told = chapters.chapters_for(cast.actor("secretariat"))
    complaints = next(each for each in told if each.key == "complaints")
    within: Chapter = replace(
        complaints, sections=lambda reader: [Section("全年", "year", tuple(complaints.sections(reader)))]
    )
    monkeypatch.setattr(chapters, "_CHAPTERS", {"complaints": within})
    text = begun(cast)
    found = list(text.passages.values_list("kind", "words")[:3])
    assert found[:2] == [("heading", "全年"), ("heading", "總體情況")]
    assert found[2][0] == "paragraph"
    assert "共收到投訴{1}件" in found[2][1]
    blocks = [each.source for each in text.passages.filter(kind="block")]
    assert blocks
    assert blocks == list(queries.counted_now(text, cast.actor("secretariat"), cast.at).blocks)


def test_a_text_has_at_most_six_hundred_passages(cast: Any, text: Text) -> None:
    last = text.passages.get(chapter="next_year")
    room = 599 - text.passages.count()
    Passage.objects.bulk_create(
        Passage(text=text, chapter="next_year", place=last.place + number, kind="paragraph", words="滿", was={})
        for number in range(1, room + 1)
    )
    services.add_passage(last.pk, "第六百段。", **secretary(cast))
    assert text.passages.count() == 600
    with nothing_changes(), pytest.raises(Conflict):
        services.add_passage(last.pk, "再一段。", **secretary(cast))


def test_who_does_not_read_every_chapter_words_it_but_neither_counts_nor_sends(cast: Any, text: Text) -> None:
    finish(cast, text)
    own = text.chapters
    Text.objects.update(chapters=[*own, "posts"])
    for verb in (services.count_anew, services.send_for_review):
        with nothing_changes(), pytest.raises(NotAllowed):
            verb(text.pk, **secretary(cast))
    assert write(cast, opening(text), opening(text).words + "補。").was["1"] == "18"
    Text.objects.update(chapters=own)
    services.count_anew(text.pk, **secretary(cast))
    entry = AuditEntry.objects.get(event="summaries.text_counted")
    assert entry.data == {"campaign_id": text.campaign_id, "state": "draft"}
    assert services.send_for_review(text.pk, **secretary(cast)).state == "review"


def test_a_passage_that_was_taken_out_while_one_waited_is_gone(cast: Any, text: Text, monkeypatch: Any) -> None:
    passage, lock = opening(text), locking.locked_text

    def waits(actor: Actor, pk: int) -> Text:
        Passage.objects.filter(pk=passage.pk).delete()
        return lock(actor, pk)

    other = text.passages.get(chapter="problems")
    with monkeypatch.context() as patched:
        patched.setattr(locking, "locked_text", waits)
        with pytest.raises(NotFound):
            write(cast, passage, "晚了。")
        assert write(cast, other, "不晚。").words == "不晚。"
    assert not AuditEntry.objects.filter(event="summaries.passage_written", object_id=str(passage.pk)).exists()
