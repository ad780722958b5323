"""What the verbs of a text write beside the words, which form is too old, and at which field they refuse. All expectations are by hand."""

from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.summaries.models import Text
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, sent, sign, write
from open315.summaries.text import services
from tests.rows import nothing_changes


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    """The text of a campaign with 18 complaints of 2025, as the facts say it."""
    time_machine.move_to(cast.at)
    return begun(cast)


def writer(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def reviewer(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("province_supervisor"), "at": cast.at}


def said(event: str) -> Any:
    """What the audit log was told last; of free words it keeps only what they can be compared by."""
    data = AuditEntry.objects.filter(event=event).latest("pk").data
    return {name: "…" if isinstance(value, dict) and set(value) == {"words"} else value for name, value in data.items()}


def test_an_added_paragraph_is_tidied_and_stands_in_the_chapter(cast: Any, text: Text) -> None:
    added = services.add_passage(opening(text).pk, " 其中{1}件。 ", **writer(cast))
    assert (added.words, added.chapter, added.kind) == ("其中{1}件。", "complaints", "paragraph")
    assert said("summaries.passage_added") == {"text_id": text.pk}


def test_a_passage_that_is_moved_or_taken_out_leaves_a_trail(cast: Any, text: Text) -> None:
    passage = opening(text)
    place = passage.place
    services.move_passage(passage.pk, 1, **writer(cast))
    assert said("summaries.passage_moved") == {"text_id": text.pk, "place": place + 1}
    places = list(text.passages.values_list("place", flat=True))
    assert places == list(range(1, len(places) + 1))
    services.remove_passage(passage.pk, **writer(cast))
    assert said("summaries.passage_removed") == {"text_id": text.pk}
    with nothing_changes(), pytest.raises(NotFound):
        services.remove_passage(passage.pk, **writer(cast))


def test_at_the_end_of_its_chapter_nothing_is_written(cast: Any, text: Text) -> None:
    problems = text.passages.get(chapter="problems")
    for by in (-1, 1):
        with nothing_changes():
            services.move_passage(problems.pk, by, **writer(cast))


def test_a_form_that_is_older_than_the_text_is_refused(cast: Any, text: Text) -> None:
    finish(cast, text)
    version = Text.objects.get().version
    services.send_for_review(text.pk, version=version, **writer(cast))
    for verb in (
        lambda: services.send_back(text.pk, reason="晚", version=version, **reviewer(cast)),
        lambda: services.sign_text(text.pk, version=version, **reviewer(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()
    comment = services.comment_text(text.pk, " 請補充。 ", passage_id=opening(text).pk, **reviewer(cast))
    assert (comment.said, comment.by_id, comment.at) == ("請補充。", cast.accounts["province_supervisor"].pk, cast.at)
    services.answer_comment(comment.pk, " 已補。 ", version=1, **writer(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.answer_comment(comment.pk, "又補。", version=1, **writer(cast))
    comment.refresh_from_db()
    assert comment.answer == "已補。"


def test_what_is_signed_is_kept_as_a_version_with_who_and_why(cast: Any, text: Text) -> None:
    edition = services.sign_text(sent(cast, text).pk, **reviewer(cast))
    assert [(each.number, each.made_by_id, each.made_at) for each in text.versions.order_by("number")] == [
        (1, cast.accounts["secretariat"].pk, cast.at),
        (2, cast.accounts["secretariat"].pk, cast.at),
    ]
    assert said("summaries.text_signed") == {
        "campaign_id": text.campaign_id, "state": "signed", "number": 1, "digest": edition.digest,
    }  # fmt: skip
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.correct_text(text.pk, reason=" ", **writer(cast))
    assert refused.value.field == "reason"
    opened = services.correct_text(text.pk, reason=f" {'補' * 301} ", **writer(cast))
    assert (opened.state, opened.correction_reason, opened.hands) == (
        "draft",
        "補" * 300,
        [cast.accounts["secretariat"].pk],
    )


def test_a_reason_is_asked_for_at_its_field_and_cut_where_it_is_too_long(cast: Any, text: Text) -> None:
    sent(cast, text)
    back = services.send_back(text.pk, reason=f" {'簡' * 301} ", **reviewer(cast))
    assert back.reason == "簡" * 300
    assert said("summaries.text_sent_back") == {
        "campaign_id": text.campaign_id, "state": "draft", "reason": "…",
    }  # fmt: skip
    services.send_for_review(text.pk, **writer(cast))
    edition = sign(cast, text)
    services.publish_edition(edition.pk, **reviewer(cast))
    assert said("summaries.edition_published") == {"text_id": text.pk, "number": 1}
    gone = services.withdraw_edition(edition.pk, reason=f" {'誤' * 301} ", **reviewer(cast))
    assert gone.withdrawal_reason == "誤" * 300
    assert said("summaries.edition_withdrawn") == {"text_id": text.pk, "number": 1, "reason": "…"}
    with nothing_changes(), pytest.raises(Conflict):
        services.withdraw_edition(edition.pk, reason="再", **reviewer(cast))


def test_each_thing_that_is_missing_is_asked_for_at_its_field(cast: Any, text: Text) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.keep_version(text.pk, why=" ", **writer(cast))
    assert refused.value.field == "why"
    for kind, words in (("block", "表"), ("heading", " ")):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            write(cast, text.passages.filter(kind=kind)[0], words)
        assert refused.value.field == "words"
    sent(cast, text)
    for verb, field in (
        (lambda: services.comment_text(text.pk, " ", **reviewer(cast)), "said"),
        (lambda: services.send_back(text.pk, reason=" ", **reviewer(cast)), "reason"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            verb()
        assert refused.value.field == field
    comment = services.comment_text(text.pk, "？", **reviewer(cast))
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.answer_comment(comment.pk, " ", **writer(cast))
    assert refused.value.field == "answer"
    assert services.answer_comment(comment.pk, "。", **writer(cast)).answered_at == cast.at
