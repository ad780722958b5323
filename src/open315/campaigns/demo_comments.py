"""What a member of the committee says at the plans of the demo, and what the secretariat answers. Invented."""

from datetime import datetime, timedelta

from open315.campaigns.commenting import services
from open315.campaigns.models import PlanVersion
from open315.campaigns.plan.content import HEAD, content_from
from open315.core.access import Actor

AT_FIRST = "預賽由誰組織、面向哪些人，寫得還不清楚。"
ANSWER = "已寫明：預賽由市州組織，決賽在省級舉行，面向全社會。"
OF_THE_WHOLE = "「人人知曉」無從檢驗，建議改為可以統計的目標。"
OF_LECTURES = "每市一場偏少，建議寫明每個縣至少一場。"


def of_first_version(version: PlanVersion, contest: str, member: Actor, secretary: Actor, at: datetime) -> None:
    """One comment at the measure of this title, answered by a change of the plan."""
    row = services.write_comment(version.pk, _key(version, contest), AT_FIRST, actor=member, at=at)
    answered = at + timedelta(minutes=1)
    services.answer_comment(row.pk, ANSWER, settles=True, actor=secretary, at=answered)


def of_last_version(version: PlanVersion, lectures: str, member: Actor, at: datetime) -> None:
    """Two that wait for an answer: at the whole, and at the measure of this title."""
    for part, words in ((HEAD, OF_THE_WHOLE), (_key(version, lectures), OF_LECTURES)):
        services.write_comment(version.pk, part, words, actor=member, at=at)


def _key(version: PlanVersion, part: str) -> str:
    """The part of a version with this title."""
    return next((item.key for item in content_from(version.content) if item.fields.get("title") == part), HEAD)
