"""The bodies of the demo's campaigns, invented. Offices, no persons."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from open315.campaigns.committee import services
from open315.campaigns.committee.types import CommitteeDraft, PostDraft, Successor
from open315.campaigns.models import Campaign, CommitteePost
from open315.campaigns.types import CommitteeKind as Kind
from open315.core.access import Actor

COUNCIL = "湖北省消費者委員會"


@dataclass(frozen=True, slots=True)
class Body:
    """A body, and its posts in order: title, body, office. `part_of` is the place of the body it belongs to."""

    kind: Kind
    name: str
    posts: tuple[tuple[str, str, str], ...]
    part_of: int | None = None
    duties: str = ""


BODIES = (
    Body(
        Kind.COMMITTEE,
        "3·15系列活動組織委員會（演示）",
        (
            ("主任", "省人民政府（演示）", "副省長（分管市場監管）"),
            ("副主任", COUNCIL, "會長"),
            ("副主任", "省市場監督管理局（演示）", "副局長"),
            ("成員", "省公安廳（演示）", "副廳長"),
            ("成員", "省衛生健康委員會（演示）", "副主任"),
            ("成員", "省廣播電視局（演示）", "副局長"),
            ("成員", COUNCIL, "祕書長"),
        ),
        duties="審定實施方案\n協調各部門\n聽取各市情況",
    ),
    Body(
        Kind.OFFICE,
        "組委會辦公室（演示）",
        (
            ("主任", COUNCIL, "祕書長"),
            ("副主任", COUNCIL, "副祕書長"),
            ("聯絡員", "省市場監督管理局（演示）", "消費者權益保護處處長"),
        ),
        part_of=0,
        duties="日常組織和聯絡\n每日匯總各市活動情況",
    ),
    Body(
        Kind.COMMAND,
        "主會場指揮部（演示）",
        (
            ("總指揮", "省市場監督管理局（演示）", "副局長"),
            ("副總指揮", COUNCIL, "副祕書長"),
            ("安全保衛", "省公安廳（演示）", "治安總隊副總隊長"),
        ),
        part_of=0,
        duties="主會場佈置、接待、安全",
    ),
)


def set_up(campaign: Campaign, actor: Actor, at: datetime) -> None:
    """The bodies of a campaign, from two months before its first day to two weeks after its last; one command passes on the eve."""
    found: list[tuple[int, list[CommitteePost]]] = []
    first = campaign.first_day - timedelta(days=45)
    for each in BODIES:
        part_of = found[each.part_of][0] if each.part_of is not None else None
        last = campaign.last_day + timedelta(days=15)
        draft = CommitteeDraft(each.kind, each.name, first, last, part_of, duties=each.duties)
        body = services.set_up_committee(campaign.pk, draft, actor=actor, at=at)
        posts = [services.give_post(body.pk, PostDraft(*post, first), actor=actor, at=at) for post in each.posts]
        found.append((body.pk, posts))
    _pass_on(found[-1][1][1], campaign.year, actor, at)


def _pass_on(post: CommitteePost, year: int, actor: Actor, at: datetime) -> None:
    """The deputy commander changes on the eve of the great day."""
    taken = Successor(COUNCIL, "投訴部主任", date(year, 3, 14))
    services.hand_over_post(post.pk, taken, actor=actor, at=at)
