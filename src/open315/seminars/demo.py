"""The guests of the demo's seminars and lectures: offices of bodies, nobody's name. Of 2010 those whom the source names; of other years an invented list."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from open315.activities import queries as activities
from open315.activities.types import BodyKind, Kind, State
from open315.core.access import Actor
from open315.core.clock import SHANGHAI, local_day
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, World
from open315.seminars import queries, services
from open315.seminars.types import Answer, ConsensusDraft, GuestDraft, InvitationDraft, ItemDraft, Reply

if TYPE_CHECKING:
    from open315.activities.models import Activity

BEFORE = timedelta(days=20)
OF_2010 = (
    ("湖北省新聞工作者協會", BodyKind.SOCIAL, "負責人"),
    ("湖北省傢俱協會", BodyKind.SOCIAL, "負責人"),
    ("湖北省室內裝飾協會", BodyKind.SOCIAL, "負責人"),
    ("湖北省家電管理辦公室", BodyKind.DEPARTMENT, "負責人"),
    ("湖北省聯通公司", BodyKind.ENTERPRISE, "代表"),
    ("湖北省移動公司", BodyKind.ENTERPRISE, "代表"),
    ("湖北省電信公司", BodyKind.ENTERPRISE, "代表"),
    ("湖北福漢木業公司", BodyKind.ENTERPRISE, "代表"),
    ("《長江商報》", BodyKind.MEDIA, "代表"),
    ("《今日湖北》雜誌社", BodyKind.MEDIA, "代表"),
    ("武漢市消費者協會", BodyKind.COUNCIL, "代表"),
    ("荊州市消費者委員會", BodyKind.COUNCIL, "代表"),
)
"""Whom the source names among those who came to the seminar of January 2010."""
SPOKE_2010 = frozenset(
    {
        "湖北省聯通公司",
        "湖北省移動公司",
        "湖北省電信公司",
        "湖北福漢木業公司",
        "《長江商報》",
        "《今日湖北》雜誌社",
        "荊州市消費者委員會",
    }
)
"""Who spoke then, as the source tells."""
SPEAK = frozenset({BodyKind.ENTERPRISE.value, BodyKind.MEDIA.value})
POINTS = (
    "保護消費者合法權益是一項需要全社會合力支持的系統工程，是政府有關部門應當履行的職能",
    "經營者應當盡到自身的義務和責任，行業協會應當把消費維權作為重要工作",
    "消費者應當樹立先進的消費觀念和消費方式，增強維權意識，理性維護權益",
)
"""On what the seminar of 2010 agreed, as the source tells; the others of the demo agree on the same."""
MINUTES = "會議宣講、解讀了年主題，部署了宣傳貫徹工作；企業、新聞界和基層消費者組織的代表先後發言；會議達成多方共識。"
TRADES = ("通信", "家居", "家電", "超市", "餐飲", "旅遊", "汽車銷售", "快遞", "美容", "教育培訓", "物業", "保險")
PAPERS = ("日報社", "晚報社", "廣播電視臺", "商報社", "新聞網")
WORDS = "座談會圍繞消費維權年主題展開，請結合本單位實際準備五分鐘左右的發言，發言稿請於會前三日發送至會務組。"


@transaction.atomic
def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Invite to every seminar that is not called off; of those of 2010 to the province's alone: the source names no guests of the others."""
    actor = world.actor_for(PROVINCE, "secretariat", 0)
    seen = queries.seminars(actor).exclude(state=State.CANCELLED).order_by("starts_at", "pk")
    rows = [each for each in seen if each.starts_at.year != 2010 or each.council_id == actor.organisation_id]
    now = datetime.combine(world.today, time(8, 30), SHANGHAI)
    for number, activity in enumerate(rows, 1):
        _play(activity, actor, number, now)
        report(number, len(rows))
    for lecture in _lectures(actor):
        _play_lecture(lecture, actor, now)
    return {"seminars": len(rows)}


def _lectures(actor: Actor) -> list["Activity"]:
    """The province's own, which are not called off and not of 2010."""
    seen = activities.visible_to(actor).filter(council=actor.organisation_id, kind=Kind.LECTURE.value)
    return list(seen.exclude(state=State.CANCELLED).filter(starts_at__year__gt=2010).order_by("starts_at", "pk"))


def _play_lecture(activity: "Activity", actor: Actor, now: datetime) -> None:
    """Schools and neighbourhoods are written to; all but one come and show the code of the letter."""
    at = min(activity.starts_at - BEFORE, now)
    guests = [services.enter_guest(activity.pk, each, actor=actor, at=at) for each in _listeners(activity)]
    services.print_letters(activity.pk, for_all=True, actor=actor, at=at)
    if activity.ends_at <= now:
        for place, guest in enumerate(guests[1:], 1):
            services.arrive(guest.pk, actor=actor, at=activity.starts_at - timedelta(minutes=place))
        services.close_door(activity.pk, actor=actor, at=activity.ends_at)


def _listeners(activity: "Activity") -> Iterator[GuestDraft]:
    place = org.region_name(activity.region_id).zh_hant
    for number in "一二三四":
        yield GuestDraft(f"{place}第{number}社區居民委員會（演示）", BodyKind.SOCIAL.value, "消費維權聯絡員")
    for school in ("第一中學", "老年大學"):
        yield GuestDraft(f"{place}{school}（演示）", BodyKind.OTHER.value, "帶隊教師")


def _play(activity: "Activity", actor: Actor, number: int, now: datetime) -> None:
    at = min(activity.starts_at - BEFORE, now)
    reply_by = local_day(activity.starts_at - timedelta(days=3))
    services.write_invitation(activity.pk, InvitationDraft(WORDS, reply_by), actor=actor, at=at)
    for each in _guests(activity):
        services.enter_guest(activity.pk, each, actor=actor, at=at)
    _agenda(activity, actor, at)
    services.print_letters(activity.pk, for_all=True, actor=actor, at=at)
    found = queries.of_activity(actor, activity.pk, {}).order_by("pk").values_list("pk", flat=True)
    for place, pk in enumerate(found, number):
        if place % 6 and activity.starts_at.year != 2010:
            reply = Reply.NO if place % 7 == 0 else Reply.YES
            services.note_answer(pk, Answer(reply.value), actor=actor, at=at + timedelta(minutes=20))
    if activity.ends_at <= now:
        _receive(activity, actor, list(found), number)


def _receive(activity: "Activity", actor: Actor, guests: list[int], number: int) -> None:
    """The hour before it begins: all of 2010's come, of others' most who did not decline; the reception closes at the end."""
    doors = activity.starts_at - timedelta(minutes=50)
    for place, pk in enumerate(guests, number):
        declined = queries.get_guest(actor, pk).reply == Reply.NO
        if activity.starts_at.year == 2010 or (not declined and place % 9):
            services.arrive(pk, actor=actor, at=doors + timedelta(minutes=place))
    services.close_door(activity.pk, actor=actor, at=activity.ends_at)
    _note_results(activity, actor, guests)


def _note_results(activity: "Activity", actor: Actor, guests: list[int]) -> None:
    """The minutes, and on what those agreed who came."""
    evening = activity.ends_at + timedelta(hours=8)
    there = [pk for pk, _words in queries.guest_choices(actor, activity.pk, arrived=True)]
    for place, point in enumerate(POINTS, 1):
        draft = ConsensusDraft(point, place, tuple(there[: len(there) - place + 1]))
        services.add_consensus(activity.pk, draft, actor=actor, at=evening)
    services.write_minutes(activity.pk, MINUTES, actor=actor, at=evening)


def _agenda(activity: "Activity", actor: Actor, at: datetime) -> None:
    """The council opens; enterprises, outlets and, in 2010, a city speak."""
    opening = ItemDraft("宣講年主題，部署宣傳貫徹工作", 1, speaker_words="主辦單位負責人")
    services.add_item(activity.pk, opening, actor=actor, at=at)
    rows = queries.of_activity(actor, activity.pk, {}).order_by("pk")
    speakers = [each for each in rows if each.body in SPOKE_2010 or (each.body_kind in SPEAK and "演示" in each.body)]
    for place, guest in enumerate(speakers[:7], 2):
        draft = ItemDraft("宣傳落實年主題的設想和打算", place, speaker_id=guest.pk)
        services.add_item(activity.pk, draft, actor=actor, at=at)


def _guests(activity: "Activity") -> Iterator[GuestDraft]:
    if activity.starts_at.year == 2010:
        yield from (GuestDraft(body, kind.value, office) for body, kind, office in OF_2010)
        return
    place = org.region_name(activity.region_id).zh_hant
    for trade in TRADES:
        yield GuestDraft(f"{place}{trade}企業（演示）", BodyKind.ENTERPRISE.value, "客戶服務部經理")
    for paper in PAPERS:
        yield GuestDraft(f"{place}{paper}（演示）", BodyKind.MEDIA.value, "記者")
    yield GuestDraft(f"{place}市場監督管理局", BodyKind.DEPARTMENT.value, "消費者權益保護處處長", rank="county")
    yield GuestDraft(f"{place}高等院校法學院（演示）", BodyKind.OTHER.value, "教授", is_guest=True)
    yield GuestDraft(f"{place}消費維權志願服務隊（演示）", BodyKind.SOCIAL.value, "隊長")
