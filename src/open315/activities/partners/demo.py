"""The departments and partners of the demo's activities: what they promised weeks before, and with what they came. No person is named."""

from datetime import datetime

from open315.activities.partners import services
from open315.activities.partners.types import Contribution
from open315.activities.types import ActivityPlan
from open315.activities.types import Kind as Form
from open315.activities.types import PartnerKind as Kind
from open315.core.access import Actor
from open315.org import queries as org

INVITED: dict[Form, tuple[tuple[str, Kind], ...]] = {
    Form.CONSULTATION: (
        ("市場監督管理局（演示）", Kind.DEPARTMENT),
        ("公安局（演示）", Kind.DEPARTMENT),
        ("衛生健康委員會（演示）", Kind.DEPARTMENT),
        ("菸草專賣局（演示）", Kind.DEPARTMENT),
        ("律師協會（演示）", Kind.LAWYERS),
        ("志願服務隊（演示）", Kind.VOLUNTEERS),
        ("家用電器維修協會（演示）", Kind.ASSOCIATION),
    ),
    Form.SEMINAR: (
        ("高等院校法學院（演示）", Kind.EXPERTS),
        ("電信企業（演示）", Kind.ENTERPRISE),
        ("日報社（演示）", Kind.MEDIA),
    ),
    Form.LECTURE: (("社區居民委員會（演示）", Kind.SOCIAL), ("律師協會（演示）", Kind.LAWYERS)),
    Form.PRESS: (("日報社（演示）", Kind.MEDIA), ("廣播電視臺（演示）", Kind.MEDIA)),
}
SECTORS = {"市場監督管理局（演示）": "market", "衛生健康委員會（演示）": "health"}
MATERIALS = {Kind.DEPARTMENT: "宣傳冊", Kind.ENTERPRISE: "展架", Kind.ASSOCIATION: "維修工具"}


def invite_partners(
    activity: int, plan: ActivityPlan, actor: Actor, *, number: int, asked_at: datetime, evening: datetime | None
) -> None:
    """Invite whom such an activity invites; every seventh declines. On the `evening`, if it is over, every eighth had not come."""
    for place, (name, kind) in enumerate(INVITED.get(Form(plan.kind), ()), number):
        known = _of_ours(name, actor)
        pk = services.invite_partner(activity, name=known, kind=kind, actor=actor, at=asked_at).pk
        if place % 7 == 0:
            services.decline(pk, reason="當日另有任務（演示）", actor=actor, at=asked_at)
            continue
        given = Contribution(2 + place % 5, 1 if kind is Kind.DEPARTMENT else None, MATERIALS.get(kind, ""))
        services.promise(pk, given, actor=actor, at=asked_at)
        if evening is None:
            continue
        if place % 8 == 0:
            services.miss(pk, reason="", actor=actor, at=evening)
        else:
            came = Contribution(1 + place % 5, given.stalls, given.materials)
            services.deliver(pk, came, actor=actor, at=evening)


def _of_ours(name: str, actor: Actor) -> str:
    """The department of the council's own place, where the demo has one: its liaison then reads what it did."""
    wanted = (SECTORS.get(name, ""), actor.region_code)
    return next(
        (body.name for body in org.active_bodies() if wanted[0] and (body.sector, body.region_code) == wanted), name
    )
