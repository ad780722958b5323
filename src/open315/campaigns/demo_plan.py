"""The plans of the demo's campaigns: an invented plan with some requirements that nothing meets.

Each is drafted, kept as a version for the committee, answered, changed, kept again and released, as a secretariat does it. Offices and
meetings put requirements, no persons.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from open315.campaigns import demo_comments
from open315.campaigns.models import Campaign, Measure
from open315.campaigns.plan import services
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.core.access import Actor
from open315.core.clock import local_day

YUAN = 100


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure of every year: what, who, from which day of March to which, where, for how many yuan, with which output."""

    title: str
    who: str
    days: tuple[int, int] | None = None
    where: str = ""
    yuan: int | None = None
    output: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement, its answer, and the titles of the measures that serve it."""

    text: str
    answer: str = ""
    served_by: tuple[str, ...] = ()


MEETING, SEMINAR, LECTURE = "召開活動部署會議", "舉辦年主題座談會", "消費教育進社區"
PRESS, STALLS, CONTEST, BROADCAST = "發佈典型案例", "廣場現場諮詢服務", "消費維權法律知識競賽", "大型直播活動"
PLAN: tuple[tuple[str, str, tuple[Planned, ...]], ...] = (
    (
        "組織領導",
        "成立活動組委會，各市成立領導小組，分工到部門。",
        (
            Planned("成立活動組委會及其辦公室", "祕書處", (1, 1)),
            Planned(MEETING, "組委會辦公室", (2, 2), "各級消費者組織會議室", 8000, "省、市各一次"),
            Planned("與相關部門聯合發文", "祕書處、市場監管部門", (1, 3), yuan=2000),
            Planned("建立活動情況日報制度", "各市消費者組織", (1, 31), output="每日一報"),
        ),
    ),
    (
        "宣傳年主題",
        "以年主題為主線，讓消費者聽得懂、用得上。",
        (
            Planned(SEMINAR, "祕書處", (6, 6), "會議中心", 30000, "邀請企業、媒體、專家約100人"),
            Planned("在報刊、廣播、電視、網站開設專欄", "祕書處、媒體單位", (1, 31), yuan=60000, output="專欄、專版"),
            Planned("公益短信提示", "通信運營商", (10, 15), yuan=10000, output="短信"),
            Planned("編印宣傳手冊", "祕書處", (1, 10), yuan=40000, output="手冊10000冊"),
            Planned(LECTURE, "各市消費者組織、社區", (8, 14), "社區活動室", 15000, "每市至少一場"),
        ),
    ),
    (
        "現場服務",
        "各部門擺攤設點，當場受理、當場調解。",
        (
            Planned(STALLS, "省、市消費者組織及相關部門", (15, 15), "中心廣場", 50000, "諮詢台、宣傳資料"),
            Planned("律師團現場法律援助", "律師團", (15, 15), "中心廣場", 5000),
            Planned("假冒偽劣商品鑑別展示", "名優企業", (15, 15), "中心廣場"),
            Planned("農村流動諮詢服務", "縣級消費者組織", (11, 14), "集鎮", 20000, "每縣一次"),
        ),
    ),
    (
        "維權成果",
        "用案例說話，用數字說話。",
        (
            Planned(PRESS, "祕書處", (13, 13), "新聞發佈廳", 10000, "十大案例"),
            Planned("公佈上年度投訴分析報告", "祕書處", (12, 12)),
            Planned(CONTEST, "祕書處、各市消費者組織", (1, 20), yuan=120000, output="省級決賽一場"),
            Planned("消費環境調查", "祕書處、志願者", (1, 20), yuan=30000, output="調查報告一份"),
        ),
    ),
    (
        "經費與總結",
        "",
        (
            Planned("編制和公開活動預算", "祕書處", (1, 5)),
            Planned("收集各地活動情況", "祕書處", (16, 25)),
            Planned("總結和表揚", "組委會辦公室", (26, 31), yuan=20000),
        ),
    ),
)
REQUIREMENTS = (
    Asked("年主題要落到具體事項上，消費者看得見、問得到。", "以座談會和廣場諮詢落實。", (SEMINAR, STALLS)),
    Asked("在全省組織一次法律知識競賽，讓社會廣泛參與。", "列入維權成果一章，預賽由各市組織。", (CONTEST,)),
    Asked("用本省的典型案例體現維權成效。", "召開發佈會，公佈十大案例。", (PRESS,)),
    Asked(
        "發揮新聞媒體的監督和導向作用。",
        "開設專欄，並發送公益短信。",
        ("在報刊、廣播、電視、網站開設專欄", "公益短信提示"),
    ),
    Asked("活動要進社區、下鄉村，不能只在廣場。", "社區講座和農村流動諮詢。", (LECTURE, "農村流動諮詢服務")),
    Asked("經費從緊，結果公開。", "", ()),
)


def draft(campaign: Campaign, actor: Actor, member: Actor | None, at: datetime) -> None:
    """The plan of a year, from its first draft to its release; a member of the committee has something to say."""
    found = _write(campaign, PLAN, actor, at)
    first = services.freeze_plan(campaign.pk, why="提交常委會審議", actor=actor, at=at + timedelta(minutes=5))
    services.send_plan(first.pk, actor=actor, at=at + timedelta(minutes=6))
    if member is not None:
        demo_comments.of_first_version(first, CONTEST, member, actor, at + timedelta(minutes=8))
    _require(campaign, REQUIREMENTS, found, actor, at + timedelta(minutes=10))
    _revise(campaign.year, found, actor, at + timedelta(minutes=20))
    last = services.freeze_plan(campaign.pk, why="根據常委會要求修改", actor=actor, at=at + timedelta(minutes=30))
    services.release_plan(last.pk, actor=actor, at=at + timedelta(minutes=40))


def _write(
    campaign: Campaign, parts: tuple[tuple[str, str, tuple[Planned, ...]], ...], actor: Actor, at: datetime
) -> dict[str, Measure]:
    found = {}
    for title, text, measures in parts:
        section = services.add_section(campaign.pk, SectionDraft(title, text), actor=actor, at=at)
        for each in measures:
            found[each.title] = services.add_measure(section.pk, _draft(each, campaign.year), actor=actor, at=at)
    return found


def _draft(each: Planned, year: int) -> MeasureDraft:
    first, last = (date(year, 3, day) for day in each.days) if each.days else (None, None)
    cents = None if each.yuan is None else each.yuan * YUAN
    return MeasureDraft(each.title, each.who, first, last, each.where, cents, each.output)


def _require(
    campaign: Campaign, asked: tuple[Asked, ...], found: dict[str, Measure], actor: Actor, at: datetime
) -> None:
    for each in asked:
        draft = RequirementDraft(each.text, "常務委員會會議", local_day(at))
        row = services.put_requirement(campaign.pk, draft, actor=actor, at=at)
        if each.answer:
            serving = [found[title].pk for title in each.served_by]
            services.answer_requirement(row.pk, each.answer, serving, actor=actor, at=at + timedelta(minutes=5))


def _revise(year: int, found: dict[str, Measure], actor: Actor, at: datetime) -> None:
    """What the committee's requirements changed."""
    contest = next(each for _title, _text, measures in PLAN for each in measures if each.title == CONTEST)
    wider = replace(_draft(contest, year), text="預賽由市州組織，決賽在省級舉行，面向全社會。")
    services.change_measure(found[CONTEST].pk, wider, actor=actor, at=at)
    services.move_measure(found[CONTEST].pk, -1, actor=actor, at=at)
