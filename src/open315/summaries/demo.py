"""The summaries of the demo: that of 2010 is signed and published, that of this year is under review, with a comment to answer."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from open315.campaigns import queries as campaigns
from open315.org.demo.world import PROVINCE, World
from open315.summaries.models import Text
from open315.summaries.text import services

PROBLEMS = {
    2010: "2009年的投訴當時記在紙上，沒有錄入系統，本年度無法與上年比較。",
}
OTHERWISE = "個別市活動記錄填報不及時，部分要求尚未落實。（演示）"
NEXT = "對未報送的市逐一督促，落實尚未滿足的要求，把投訴集中的領域列為明年監督重點。（演示）"


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Word two summaries; one is signed and published."""
    secretary = world.actor_for(PROVINCE, "secretariat", 0)
    reviewer: dict[str, Any] = {"actor": world.actor_for(PROVINCE, "supervisor", 0), "at": world.at}
    years = {each.year: each.pk for each in campaigns.visible_to(secretary)}
    wanted = [year for year in (2010, world.today.year) if year in years]
    for year in wanted:
        text = _worded(world, years[year], year)
        comment = services.comment_text(text.pk, "請核對各市填報情況。（演示）", **reviewer)
        if year == 2010:
            _signed(world, text, comment.pk, reviewer)
    return {"summaries": len(wanted)}


def _worded(world: World, campaign_id: int, year: int) -> Text:
    actor, at = world.actor_for(PROVINCE, "secretariat", 0), world.at - timedelta(hours=1)
    given: dict[str, Any] = {"actor": actor, "at": at}
    text = services.begin_text(campaign_id, language="zh-hant", base_url="", **given)
    for chapter, words in (("problems", PROBLEMS.get(year, OTHERWISE)), ("next_year", NEXT)):
        last = text.passages.filter(chapter=chapter).last()
        assert last is not None, "both chapters are begun"
        if last.words:
            services.add_passage(last.pk, words, **given)
        else:
            services.write_passage(last.pk, words, drops=False, **given)
    return services.send_for_review(text.pk, **given)


def _signed(world: World, text: Text, comment_id: int, reviewer: Mapping[str, Any]) -> None:
    actor = world.actor_for(PROVINCE, "secretariat", 0)
    for comment in text.comments.all():
        answer = "已逐項核對。（演示）" if comment.pk == comment_id else "已核對，以記錄為準。（演示）"
        services.answer_comment(comment.pk, answer, actor=actor, at=world.at)
    edition = services.sign_text(text.pk, **reviewer)
    services.publish_edition(edition.pk, **reviewer)
