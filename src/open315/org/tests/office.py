"""An organisation for tests of its verbs: the cast, and beside it what each verb needs, built once a module and never changed by a test.

It is Tuesday 2026-05-12, 10:00 in China.

    province 湖北省 ─┬─ wuhan 武漢市 ─── district 江岸區 ─── street 一元街 (closed)
                     └─ huangshi 黃石市
    beside them, in Wuhan: market, health, closed (since 2025), tourism (renamed in 2001 and 2019), shop; in Huangshi: education
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.module_loading import import_string

from conftest import _KEPT_IN_MEMORY, Cast, make_cast
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.clock import SHANGHAI
from open315.org import queries
from open315.org.models import Account, Coverage, Organisation, OrganisationName, Person, Post, RoleGrant
from tests.rows import Rows, everything, stored

AT = datetime(2026, 5, 12, 0, 30, tzinfo=SHANGHAI).astimezone(UTC)
"""Half past midnight in China, the day before by UTC: whoever takes the day of a moment elsewhere is a day early."""
TODAY = date(2026, 5, 12)
SUSPENDED = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)

BODIES: list[tuple[str, str | None, dict[str, Any]]] = [
    # name, below, what else is known
    (
        "district",
        "wuhan",
        {
            "kind": "council", "name": "江岸區消費者協會", "region_id": "420102", "short_name": "江岸消協",
            "name_in": {"en": "Jiangan Consumer Council"}, "case_prefix": "江消", "phone": "027-0000 0001", "address": "勝利街1號",
            "email": "district@example.org", "valid_from": date(2010, 3, 15),
        },
    ),
    ("street", "district", {"kind": "council", "name": "一元街消費者協會", "region_id": "420102", "is_active": False}),
    (
        "closed",
        None,
        {
            "kind": "department", "name": "武漢市物價局", "region_id": "420100", "sector": "price", "is_active": False,
            "valid_from": date(2001, 1, 1), "valid_until": date(2025, 12, 31),
        },
    ),
    ("tourism", None, {"kind": "department", "name": "武漢市文化和旅遊局", "region_id": "420100", "sector": "culture_tourism"}),
    ("shop", None, {"kind": "enterprise", "name": "示例商行", "region_id": "420100"}),
    ("education", None, {"kind": "department", "name": "黃石市教育局", "region_id": "420200", "sector": "education"}),
]  # fmt: skip

PEOPLE: list[tuple[str, str, str]] = [
    # key, name, body
    ("worker", "工作甲", "wuhan"),
    ("colleague", "同事乙", "wuhan"),
    ("suspended", "停職丙", "wuhan"),
    ("double", "兼職丁", "wuhan"),
    ("stranger", "外人戊", "huangshi"),
    ("market_worker", "市監己", "market"),
]
GRANTS: list[tuple[str, str, str, str, date, date | None]] = [
    # key, account, body, role, from, until
    ("running", "colleague", "wuhan", "clerk", date(2020, 1, 1), None),
    ("limited", "colleague", "wuhan", "supervisor", date(2026, 1, 1), date(2026, 6, 30)),
    ("ended", "colleague", "wuhan", "officer", date(2020, 1, 1), date(2025, 12, 31)),
    ("coming", "colleague", "wuhan", "analyst", date(2026, 6, 1), None),
    ("of_suspended", "suspended", "wuhan", "clerk", date(2020, 1, 1), None),
    ("here", "double", "wuhan", "officer", date(2020, 1, 1), None),
    ("there", "double", "huangshi", "officer", date(2020, 1, 1), None),
    ("city_administrator", "city_administrator", "wuhan", "administrator", date(2020, 1, 1), None),
]
POSTS: list[tuple[str, str, str, str, str, date, date | None]] = [
    # key, person, body, title, rank, from, until
    ("held", "worker", "wuhan", "祕書長", "county", date(2024, 1, 1), None),
    ("left", "worker", "wuhan", "委員", "", date(2018, 1, 1), date(2023, 12, 31)),
    ("abroad", "stranger", "huangshi", "祕書長", "", date(2024, 1, 1), None),
]
COVERAGE: list[tuple[str, str, date, date | None, str, str]] = [
    # key, body, first, last, source, note; what an import brought is proposed
    ("stated", "wuhan", date(2020, 1, 1), date(2023, 12, 31), "", "按登記冊"),
    ("proposed", "wuhan", date(2019, 1, 1), date(2019, 12, 31), "import:7", "隨台賬"),
    ("far", "huangshi", date(2021, 1, 1), None, "", "啟用之日起"),
]


@dataclass
class Office:
    """The cast and the rest by their names, and what the tables held before the first test."""

    cast: Cast
    people: dict[str, Person] = field(default_factory=dict)
    grants: dict[str, RoleGrant] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    spans: dict[str, Coverage] = field(default_factory=dict)
    kept: dict[str, Rows] = field(default_factory=dict)
    kept_stored: dict[str, list[Any]] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """Somebody of the office, or "system", "anonymous", "client", "consumer"."""
        if who in OUTSIDE:
            return OUTSIDE[who]
        return queries.actor_for(Account.objects.get(pk=self.account(who)), TODAY)

    def account(self, who: str) -> int:
        """The id of an account."""
        return int(self.cast.accounts[who].pk)

    def body(self, name: str) -> int:
        """The id of a body."""
        return int(self.cast.bodies[name].pk)

    def path(self, name: str) -> str:
        """Where a body stands in the tree."""
        return self.cast.bodies[name].path

    def person(self, name: str) -> int:
        """The id of a person."""
        return int(self.people[name].pk)

    def grant(self, name: str) -> int:
        """The id of a grant."""
        return int(self.grants[name].pk)

    def post(self, name: str) -> int:
        """The id of a post."""
        return int(self.posts[name].pk)

    def coverage(self, name: str) -> int:
        """The id of a span over which a body's records are complete."""
        return int(self.spans[name].pk)

    def unchanged(self) -> bool:
        """Whether every table still holds what it held before the first test."""
        return stored() == self.kept_stored


OUTSIDE: dict[str, Actor] = {
    "system": SYSTEM,
    "anonymous": ANONYMOUS,
    "client": Actor(kind=ActorKind.CLIENT, label="api"),
    "consumer": Actor(kind="consumer", label="consumer", subject=("case", 1)),
}
Made = Callable[[Office], None]


def build() -> Office:
    """The whole office; the caller rolls it back."""
    for name in _KEPT_IN_MEMORY:
        import_string(name)()
    office = Office(make_cast(AT))
    _add_bodies(office)
    _add_people(office)
    for key, body, first, last, source, note in COVERAGE:
        office.spans[key] = Coverage.objects.create(
            organisation=office.cast.bodies[body], first=first, last=last, source=source, is_proposed=bool(source),
            stated_at=SUSPENDED, note=note,
        )  # fmt: skip
    for name in _KEPT_IN_MEMORY:
        import_string(name)()
    office.kept, office.kept_stored = everything(), stored()
    return office


def _add_bodies(office: Office) -> None:
    for key, below, fields in BODIES:
        parent = office.cast.bodies[below] if below else None
        body = Organisation.objects.create(parent=parent, **fields)
        body.path = f"{parent.path if parent else '/'}{body.pk}/"
        body.save()
        office.cast.bodies[key] = body
    for name, last in (("武漢市旅遊局", date(2019, 1, 14)), ("武漢市旅遊事業管理局", date(2001, 6, 30))):
        OrganisationName.objects.create(organisation=office.cast.bodies["tourism"], name=name, valid_until=last)


def _add_people(office: Office) -> None:
    bodies, accounts = office.cast.bodies, office.cast.accounts
    for key, name, body in PEOPLE:
        office.people[key] = Person.objects.create(
            name=name, organisation=bodies[body], phone="027-0000 0002", email=f"{key}@example.org"
        )
    for key in ("colleague", "suspended", "double"):
        accounts[key] = Account.objects.create(
            username=key, person=office.people[key], display_name=office.people[key].name, is_staff=True,
            password=accounts["clerk"].password,
        )  # fmt: skip
    Account.objects.filter(username="suspended").update(is_active=False, suspended_at=SUSPENDED)
    accounts["city_administrator"] = Account.objects.create(username="city_administrator", is_staff=True)
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=accounts["colleague"], type=kind, data={"secret": "x"})
    for grant, who, body, role, first, last in GRANTS:
        office.grants[grant] = RoleGrant.objects.create(
            account=accounts[who], organisation=bodies[body], role=role, granted_from=first, granted_until=last
        )
    for key, who, body, title, rank, first, last in POSTS:
        office.posts[key] = Post.objects.create(
            person=office.people[who],
            organisation=bodies[body],
            title=title,
            rank=rank,
            held_from=first,
            held_until=last,
        )
