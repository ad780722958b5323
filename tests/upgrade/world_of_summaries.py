"""What the texts of summaries leave in the database of an earlier state."""

from typing import Any

from conftest import Cast
from open315.activities.models import Proof
from open315.campaigns.models import Campaign
from open315.core import jobs
from open315.summaries.text import services


def build(cast: Cast, at: Any) -> None:
    """A text that was worded, commented, answered, signed and published."""
    writer: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": at}
    reviewer: dict[str, Any] = {"actor": cast.actor("province_supervisor"), "at": at}
    campaign = Campaign.objects.get(year=2026)
    text = services.begin_text(campaign.pk, language="zh-hant", base_url="https://council.example", **writer)
    for passage in text.passages.filter(kind="paragraph", words=""):
        services.write_passage(passage.pk, "個別市報送不及時。", drops=False, **writer)
    photo = Proof.objects.get(is_released=True)
    services.place_photo(text.passages.order_by("place")[0].pk, photo.pk, "", 75, **writer)
    services.send_for_review(text.pk, **writer)
    services.comment_text(text.pk, "請核對。", **reviewer)
    for comment in text.comments.all():
        services.answer_comment(comment.pk, "已核。", **writer)
    edition = services.sign_text(text.pk, **reviewer)
    services.publish_edition(edition.pk, **reviewer)
    other = services.begin_text(campaign.pk, language="en", base_url="https://council.example", **writer)
    words = {"problem": "上報{all}份中有{n}份逾期。", "plan": "提前催報。"}
    services.word_lesson("returns", language="zh-hant", **words, **writer)
    jobs.run(services.count_anew(other.pk, **writer).job_id)
