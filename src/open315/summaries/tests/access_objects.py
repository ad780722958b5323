"""The objects of the summaries room for the access matrix: the province's text of its campaign under review, and its published edition."""

from typing import Any

from conftest import Cast
from open315.campaigns.tests.access_objects import _campaign
from open315.summaries.models import Edition, Text
from open315.summaries.text import services
from tests.access.thing import Thing, once


def _begun(cast: Cast, language: str) -> Text:
    campaign = once(cast, "campaign", _campaign)
    return services.begin_text(campaign, language=language, base_url="", actor=cast.actor("secretariat"), at=cast.at)


def _text(cast: Cast) -> int:
    return _begun(cast, "en").pk


def _passage(cast: Cast) -> int:
    passages = Text.objects.get(pk=once(cast, "summary_text", _text)).passages
    return int(passages.filter(chapter="problems", kind="paragraph").order_by("id")[0].pk)


def _sent(cast: Cast) -> Text:
    """A second text, in Traditional Chinese, sent for review."""
    text, actor = _begun(cast, "zh-hant"), cast.actor("secretariat")
    for passage in text.passages.filter(kind="paragraph", words=""):
        services.write_passage(passage.pk, "文字", drops=False, actor=actor, at=cast.at)
    return services.send_for_review(text.pk, actor=actor, at=cast.at)


def _edition(cast: Cast) -> int:
    text, given = _sent(cast), {"actor": cast.actor("province_supervisor"), "at": cast.at}
    services.comment_text(text.pk, "請核對。", **given)
    answer: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    for each in text.comments.all():
        services.answer_comment(each.pk, "已核。", **answer)
    edition = services.sign_text(text.pk, **given)
    services.publish_edition(edition.pk, **given)
    return edition.pk


def _comment(cast: Cast) -> int:
    edition = Edition.objects.get(pk=once(cast, "summary_edition", _edition))
    return int(edition.text.comments.filter(finding="")[0].pk)


OBJECTS = {
    "summary_text": Thing(lambda cast: once(cast, "summary_text", _text)),
    "summary_passage": Thing(_passage),
    "summary_edition": Thing(lambda cast: once(cast, "summary_edition", _edition)),
    "summary_comment": Thing(_comment),
    "summary_form": Thing(lambda _cast: "docx"),
    "summary_lesson": Thing(lambda _cast: "returns"),
    "summary_mark": Thing(lambda _cast: "1"),
}
