"""The objects of the summaries room for the access matrix: the province's text of its campaign under review, and its published edition."""

from datetime import datetime, time, timedelta
from typing import Any

from conftest import Cast
from open315.activities.proofs.types import ProofDraft
from open315.activities.tests.making import invited, photographed
from open315.campaigns.tests.access_objects import _campaign
from open315.core.clock import SHANGHAI
from open315.summaries.models import Edition, Passage, Text
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


def _placed(cast: Cast, text: Text) -> Passage:
    """A released photo of the province in a text."""
    actor = cast.actor("secretariat")
    day = datetime.combine(text.campaign.first_day, time(9), SHANGHAI)
    proof = photographed(
        actor, cast.at, ProofDraft("諮詢臺前", is_released=True), starts_at=day, ends_at=day + timedelta(hours=1)
    )
    after = text.passages.order_by("place")[0]
    return services.place_photo(after.pk, proof.pk, "", 75, actor=actor, at=cast.at)


def _photo(cast: Cast) -> Passage:
    return _placed(cast, Text.objects.get(pk=once(cast, "summary_text", _text)))


def _digest(cast: Cast) -> str:
    edition = Edition.objects.get(pk=once(cast, "summary_edition", _edition))
    return str(edition.text.pictures.get().digest)


def _sent(cast: Cast) -> Text:
    """A second text, in Traditional Chinese, sent for review."""
    text, actor = _begun(cast, "zh-hant"), cast.actor("secretariat")
    for passage in text.passages.filter(kind="paragraph", words=""):
        services.write_passage(passage.pk, "文字", drops=False, actor=actor, at=cast.at)
    _placed(cast, text)
    return services.send_for_review(text.pk, actor=actor, at=cast.at)


def _edition(cast: Cast) -> int:
    """With a photo in it."""
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


def _part_of(cast: Cast, body: str) -> int:
    """The number of a body, once it was asked to an activity of the province in the days of its campaign."""
    once(cast, "campaign", _campaign)
    invited(cast.actor("secretariat"), cast.at, name=cast.bodies[body].name, title=f"活動 {body}")
    return int(cast.bodies[body].pk)


OBJECTS = {
    "part_body": Thing(
        lambda cast: once(cast, "part_body", lambda made: _part_of(made, "market")),
        lambda cast: int(cast.bodies["health"].pk),
    ),
    "summary_text": Thing(lambda cast: once(cast, "summary_text", _text)),
    "summary_passage": Thing(_passage),
    "summary_edition": Thing(lambda cast: once(cast, "summary_edition", _edition)),
    "summary_comment": Thing(_comment),
    "summary_photo": Thing(lambda cast: once(cast, "summary_photo", _photo).pk),
    "summary_picture": Thing(lambda cast: once(cast, "summary_photo", _photo).picture_id),
    "summary_digest": Thing(_digest),
    "summary_form": Thing(lambda _cast: "docx"),
    "summary_lesson": Thing(lambda _cast: "returns"),
    "summary_mark": Thing(lambda _cast: "1"),
}
