"""A summary is begun from facts, worded, reviewed, signed, frozen and published."""

from typing import Any

import pytest

from open315.cases.models import Case
from open315.core import jobs
from open315.core.audit.models import AuditEntry
from open315.core.documents.sentences import plain
from open315.core.documents.stored import from_data
from open315.core.documents.walk import narrative_of
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.summaries.models import Edition, Passage, Text
from open315.summaries.tests.samples import sample_campaign
from open315.summaries.text import handlers, queries, services
from open315.summaries.text.services.versions import content_of


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    """The text of a campaign with 18 complaints of 2025, as the facts say it."""
    time_machine.move_to(cast.at)
    return begun(cast)


def begun(cast: Any) -> Text:
    campaign = sample_campaign(cast, 40)
    return services.begin_text(
        campaign.pk, language="zh-hant", base_url="http://council.test", actor=cast.actor("secretariat"), at=cast.at
    )


def opening(text: Text) -> Passage:
    return text.passages.filter(kind="paragraph").order_by("place")[0]


def write(cast: Any, passage: Passage, words: str, **more: Any) -> Passage:
    given = {"drops": False, "actor": cast.actor("secretariat"), "at": cast.at, **more}
    return services.write_passage(passage.pk, words, **given)


def finish(cast: Any, text: Text) -> None:
    for passage in text.passages.filter(kind="paragraph", words=""):
        write(cast, passage, "個別市報送不及時。")


def sent(cast: Any, text: Text) -> Text:
    finish(cast, text)
    return services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)


def signed(cast: Any, text: Text) -> Edition:
    sent(cast, text)
    return sign(cast, text)


def sign(cast: Any, text: Text, who: str = "province_supervisor") -> Edition:
    return services.sign_text(text.pk, actor=cast.actor(who), at=cast.at)


def test_a_text_begins_with_the_sentences_of_the_facts(cast: Any, text: Text) -> None:
    passage = opening(text)
    assert "共收到投訴{1}件，受理{2}件" in passage.words
    assert passage.was["1"] == "18"
    assert text.marks[0]["key"] == "cases.received"
    assert (text.state, text.hands, text.chapters) == ("draft", [cast.accounts["secretariat"].pk], ["complaints"])
    assert [(each.chapter, each.words) for each in text.passages.all()][-2:] == [("problems", ""), ("next_year", "")]
    assert text.versions.get().number == 1
    entry = AuditEntry.objects.get(event="summaries.text_begun")
    assert (entry.object_type, entry.object_id) == ("summary_text", str(text.pk))


def test_there_is_one_text_a_language(cast: Any, text: Text) -> None:
    given = {"base_url": "", "actor": cast.actor("secretariat"), "at": cast.at}
    with pytest.raises(Conflict):
        services.begin_text(text.campaign_id, language="zh-hant", **given)
    with pytest.raises(Conflict):
        services.begin_text(text.campaign_id, language="zh-hans", **given)
    assert services.begin_text(text.campaign_id, language="en", **given).language == "en"


def test_only_the_secretariat_words_it(cast: Any, text: Text) -> None:
    given = {"language": "en", "base_url": "", "at": cast.at}
    with pytest.raises(NotAllowed):
        services.begin_text(text.campaign_id, actor=cast.actor("analyst"), **given)
    with pytest.raises(NotAllowed):
        write(cast, opening(text), "", actor=cast.actor("analyst"))


def test_a_sentence_is_worded_anew_and_its_figures_stay_alive(cast: Any, text: Text) -> None:
    passage = opening(text)
    words = passage.words.replace("共收到投訴{1}件", "受理窗口一年收到的投訴為{1}件")
    written = write(cast, passage, words)
    assert (written.words, written.was["1"], written.version) == (words, "18", 2)
    Case.objects.filter(pk=Case.objects.filter(received_on__year=2025).order_by("pk")[0].pk).delete()
    counted = queries.counted_now(text, cast.actor("secretariat"), cast.at)
    assert counted.words(1) == "17"
    assert passage.was["1"] == "18"


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ("共收到投訴{1}件，調解成功25件。", "words", "25"),
        ("全省二十家企業參加。", "words", "二十家"),
        ("共收到投訴{999}件。", "words", "{999}"),
        ("印發資料{=1200份|}。", "words", "{=1,200|"),
        ("共收到投訴{1件。", "words", "{12}"),
    ],
)
def test_a_figure_that_is_no_mark_is_refused_at_the_field(
    cast: Any, text: Text, words: str, field: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(cast, opening(text), words, drops=True)
    assert refused.value.field == field
    assert said in str(refused.value.message)
    assert opening(text).version == 1


def test_a_figure_typed_by_hand_says_its_source_and_is_shown_as_such(cast: Any, text: Text) -> None:
    passage = text.passages.get(chapter="problems")
    write(cast, passage, "收視{=1200餘萬人次|省廣電局收視報告}，反響熱烈。")
    said = content_of(text, queries.counted_now(text, cast.actor("secretariat"), cast.at))
    assert any("1200餘萬人次（人工填寫，來源：省廣電局收視報告）" in each["fields"]["text"] for each in said)


def test_a_mark_is_not_lost_silently(cast: Any, text: Text) -> None:
    passage = opening(text)
    words = passage.words.replace("，受理{2}件", "")
    with pytest.raises(InvalidInput) as refused:
        write(cast, passage, words)
    assert refused.value.field == "drops"
    assert "{2}" in str(refused.value.message)
    assert write(cast, passage, words, drops=True).words == words


def test_two_people_on_one_passage_meet(cast: Any, text: Text) -> None:
    passage = opening(text)
    write(cast, passage, passage.words + "甲", version=1)
    with pytest.raises(Conflict):
        write(cast, passage, passage.words + "乙", version=1)
    assert opening(text).words.endswith("甲")


def test_paragraphs_are_added_moved_and_taken_out(cast: Any, text: Text) -> None:
    given = {"actor": cast.actor("secretariat"), "at": cast.at}
    first = opening(text)
    order = list(text.passages.values_list("pk", flat=True))
    added = services.add_passage(first.pk, "其中{1}件。", **given)
    assert list(text.passages.values_list("pk", flat=True)) == [*order[:2], added.pk, *order[2:]]
    assert added.was == {"1": "18"}
    services.move_passage(added.pk, -1, **given)
    assert list(text.passages.values_list("pk", flat=True))[:3] == [order[0], added.pk, order[1]]
    services.move_passage(added.pk, 1, **given)
    services.move_passage(order[0], -1, **given)
    assert list(text.passages.values_list("pk", flat=True))[:3] == [order[0], order[1], added.pk]
    services.remove_passage(added.pk, **given)
    assert list(text.passages.values_list("pk", flat=True)) == order


def test_a_passage_stays_in_its_chapter(cast: Any, text: Text) -> None:
    problems = text.passages.get(chapter="problems")
    for by in (-1, 1):
        services.move_passage(problems.pk, by, actor=cast.actor("secretariat"), at=cast.at)
    assert list(text.passages.values_list("pk", flat=True))[-2] == problems.pk


def test_a_table_has_no_words(cast: Any, text: Text) -> None:
    with pytest.raises(InvalidInput):
        write(cast, text.passages.filter(kind="block")[0], "表")
    with pytest.raises(InvalidInput):
        write(cast, text.passages.filter(kind="heading")[0], " ")


def test_versions_are_kept_once_each(cast: Any, text: Text) -> None:
    given = {"actor": cast.actor("secretariat"), "at": cast.at}
    with pytest.raises(Conflict):
        services.keep_version(text.pk, why="再存", **given)
    write(cast, text.passages.get(chapter="problems"), "個別市報送不及時。")
    with pytest.raises(InvalidInput):
        services.keep_version(text.pk, why=" ", **given)
    kept = services.keep_version(text.pk, why="會前", **given)
    assert (kept.number, kept.why) == (2, "會前")
    assert kept.content[-1]["fields"]["text"] == "個別市報送不及時。"


def test_a_text_with_an_empty_paragraph_is_not_sent(cast: Any, text: Text) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)
    assert str(refused.value.message).startswith(("Problems、Next year", "存在問題、"))
    assert sent(cast, text).state == "review"


def test_nobody_words_what_is_under_review(cast: Any, text: Text) -> None:
    sent(cast, text)
    with pytest.raises(Conflict):
        write(cast, opening(text), opening(text).words + "補。")


def test_the_sentence_that_contradicts_its_figures_must_be_answered(cast: Any, text: Text) -> None:
    """Accepted fell nowhere: received rose by a fifth, and the sentence says that it fell."""
    finish(cast, text)
    passage = text.passages.filter(words__contains="收到投訴上升{7}")[0]
    write(cast, passage, passage.words.replace("上升{7}", "下降{7}"))
    services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)
    comment = text.comments.get()
    assert (comment.passage_id, bool(comment.finding), comment.answer) == (passage.pk, True, "")
    with pytest.raises(Conflict):
        sign(cast, text)
    services.answer_comment(comment.pk, "口徑不同，已核。", actor=cast.actor("secretariat"), at=cast.at)
    edition = sign(cast, text)
    assert "口徑不同，已核。" in plain(narrative_of(from_data(edition.content)))


def test_a_finding_goes_when_the_sentence_is_put_right(cast: Any, text: Text) -> None:
    finish(cast, text)
    passage = text.passages.filter(words__contains="收到投訴上升{7}")[0]
    right = passage.words
    write(cast, passage, right.replace("上升{7}", "下降{7}"))
    services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)
    services.send_back(text.pk, reason="數據相反", actor=cast.actor("province_supervisor"), at=cast.at)
    write(cast, passage, right)
    services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)
    assert text.comments.count() == 0


def test_reviewers_comment_and_are_answered_before_anybody_signs(cast: Any, text: Text) -> None:
    reviewer = {"actor": cast.actor("province_supervisor"), "at": cast.at}
    with pytest.raises(Conflict):
        services.comment_text(text.pk, "請補充原因。", passage_id=opening(text).pk, **reviewer)
    sent(cast, text)
    with pytest.raises(InvalidInput):
        services.comment_text(text.pk, " ", **reviewer)
    with pytest.raises(NotFound):
        services.comment_text(text.pk, "哪段？", passage_id=0, **reviewer)
    with pytest.raises(NotAllowed):
        services.comment_text(text.pk, "我也說。", actor=cast.actor("analyst"), at=cast.at)
    comment = services.comment_text(text.pk, "請補充原因。", passage_id=opening(text).pk, **reviewer)
    with pytest.raises(Conflict):
        sign(cast, text)
    with pytest.raises(InvalidInput):
        services.answer_comment(comment.pk, " ", actor=cast.actor("secretariat"), at=cast.at)
    answered = services.answer_comment(comment.pk, "已補。", actor=cast.actor("secretariat"), at=cast.at)
    assert (answered.answer, answered.answered_at) == ("已補。", cast.at)
    assert answered.answered_by_id == cast.accounts["secretariat"].pk
    assert sign(cast, text).number == 1


def test_it_goes_back_with_a_reason(cast: Any, text: Text) -> None:
    sent(cast, text)
    given = {"actor": cast.actor("province_supervisor"), "at": cast.at}
    with pytest.raises(InvalidInput):
        services.send_back(text.pk, reason=" ", **given)
    back = services.send_back(text.pk, reason="問題部分太簡略", **given)
    assert (back.state, back.reason) == ("draft", "問題部分太簡略")
    assert services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at).reason == ""


def test_nobody_signs_what_he_worded_or_sent(cast: Any, text: Text) -> None:
    sent(cast, text)
    with pytest.raises(NotAllowed):
        sign(cast, text, "secretariat")
    with pytest.raises(NotAllowed):
        sign(cast, text, "analyst")
    assert sign(cast, text).signed_by_id == cast.accounts["province_supervisor"].pk


def test_a_signed_summary_is_frozen_and_its_digest_tells_of_a_change(cast: Any, text: Text) -> None:
    edition = signed(cast, text)
    text.refresh_from_db()
    assert (text.state, text.hands) == ("signed", [])
    said = plain(narrative_of(from_data(edition.content)))
    assert "共收到投訴18件" in said
    Case.objects.filter(received_on__year=2025).delete()
    edition.refresh_from_db()
    assert plain(narrative_of(from_data(edition.content))) == said
    assert queries.is_intact(edition)
    edition.content["title"] = "另一個標題"
    assert not queries.is_intact(edition)


def test_a_correction_is_a_new_edition_with_its_reason(cast: Any, text: Text) -> None:
    first = signed(cast, text)
    given = {"actor": cast.actor("secretariat"), "at": cast.at}
    with pytest.raises(InvalidInput):
        services.correct_text(text.pk, reason="", **given)
    opened = services.correct_text(text.pk, reason="黃石市補報", **given)
    assert (opened.state, opened.hands) == ("draft", [cast.accounts["secretariat"].pk])
    services.send_for_review(text.pk, **given)
    second = sign(cast, text)
    assert (first.number, first.reason, second.number, second.reason) == (1, "", 2, "黃石市補報")
    text.refresh_from_db()
    assert text.correction_reason == ""


def test_the_last_edition_is_published_and_withdrawn_with_a_reason(cast: Any, text: Text) -> None:
    first = signed(cast, text)
    given = {"actor": cast.actor("province_supervisor"), "at": cast.at}
    assert list(queries.published()) == []
    with pytest.raises(Conflict):
        services.withdraw_edition(first.pk, reason="誤", **given)
    with pytest.raises(NotAllowed):
        services.publish_edition(first.pk, actor=cast.actor("analyst"), at=cast.at)
    assert services.publish_edition(first.pk, **given).published_at == cast.at
    assert list(queries.published()) == [first]
    with pytest.raises(Conflict):
        services.publish_edition(first.pk, **given)
    with pytest.raises(InvalidInput):
        services.withdraw_edition(first.pk, reason=" ", **given)
    gone = services.withdraw_edition(first.pk, reason="數據待核", **given)
    assert (gone.withdrawn_at, gone.withdrawal_reason) == (cast.at, "數據待核")
    assert list(queries.published()) == []
    with pytest.raises(NotFound):
        queries.get_published(first.pk)


def test_an_earlier_edition_is_not_published_any_more(cast: Any, text: Text) -> None:
    first = signed(cast, text)
    services.correct_text(text.pk, reason="補報", actor=cast.actor("secretariat"), at=cast.at)
    services.send_for_review(text.pk, actor=cast.actor("secretariat"), at=cast.at)
    second, given = sign(cast, text), {"actor": cast.actor("province_supervisor"), "at": cast.at}
    with pytest.raises(Conflict):
        services.publish_edition(first.pk, **given)
    assert services.publish_edition(second.pk, **given).number == 2


def test_another_council_sees_nothing_of_it(cast: Any, text: Text) -> None:
    edition, stranger = signed(cast, text), cast.actor("supervisor")
    for read, pk in (
        (queries.get_text, text.pk),
        (queries.get_passage, opening(text).pk),
        (queries.get_edition, edition.pk),
    ):
        assert read(cast.actor("province_supervisor"), pk).pk == pk
        with pytest.raises(NotFound):
            read(stranger, pk)
    with pytest.raises(NotFound):
        services.sign_text(text.pk, actor=stranger, at=cast.at)
    with pytest.raises(NotFound):
        services.publish_edition(edition.pk, actor=stranger, at=cast.at)


def test_the_words_follow_the_last_count_where_the_rows_may_not_be_opened(cast: Any, text: Text, settings: Any) -> None:
    settings.SUMMARY_AT_ONCE = 0
    Case.objects.filter(pk=Case.objects.filter(received_on__year=2025).order_by("pk")[0].pk).delete()
    actor = cast.actor("secretariat")
    assert queries.counted_now(text, actor, cast.at).words(1) == "18"
    jobs.run(services.count_anew(text.pk, actor=actor, at=cast.at).job_id)
    text.refresh_from_db()
    assert queries.counted_now(text, actor, cast.at).words(1) == "17"


def told(cast: Any, name: str, text: Text, by: str) -> list[tuple[int | None, str]]:
    """Who is told of an event of this text, and which page it leads to."""
    event = Event(name, {"text_id": text.pk, "actor": cast.accounts[by].pk}, cast.at)
    handlers.tell_reviewers(event) if name == handlers.SENT else handlers.tell_writers(event)
    found = list(Message.objects.order_by("pk").values_list("account_id", "url"))
    Message.objects.all().delete()
    return found


def test_the_reviewer_is_told_and_the_writer_hears_of_it(cast: Any, text: Text) -> None:
    address, reviewer = f"/console/campaigns/texts/{text.pk}/", cast.accounts["province_supervisor"].pk
    sent(cast, text)
    assert told(cast, handlers.SENT, text, "secretariat") == [(reviewer, address)]
    services.send_back(text.pk, reason="太簡略", actor=cast.actor("province_supervisor"), at=cast.at)
    writers = [(cast.accounts["secretariat"].pk, address)]
    assert told(cast, handlers.SENT, text, "secretariat") == []
    assert told(cast, handlers.SENT_BACK, text, "province_supervisor") == writers
    assert told(cast, handlers.SENT_BACK, text, "secretariat") == []
    assert told(cast, handlers.SIGNED, text, "province_supervisor") == writers
