"""The bodies of the demo and who acts for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from open315.core.access import SYSTEM, Actor
from open315.core.clock import SHANGHAI
from open315.core.names import Names
from open315.core.regions import upwards
from open315.org import queries, services
from open315.org.demo.days import first_day
from open315.org.demo.logins import PASSWORD
from open315.org.demo.words import words
from open315.org.models import Account, Organisation
from open315.org.types import BodyDetails, NewAccount, PersonDetails, PostDetails

PROVINCE, WUHAN = "420000", "420100"
SMALL_CITIES = (WUHAN, "420200", "429004")
SMALL_COUNTY = "420106"
"""The one county of the small demo: it shows what a county sees."""
ORDINALS = "甲乙丙丁戊己庚辛"
SINCE = date(2020, 1, 1)
ROLE_TITLES = {
    "clerk": "登記員",
    "officer": "調解員",
    "supervisor": "督辦員",
    "secretariat": "祕書處專員",
    "analyst": "分析員",
    "administrator": "系統管理員",
    "liaison": "聯絡員",
    "standing_committee": "常委會委員",
}
LOGIN_WORDS = {"administrator": "admin", "standing_committee": "committee"}
PROVINCE_STAFF = {
    "clerk": 2,
    "officer": 2,
    "supervisor": 2,
    "secretariat": 2,
    "analyst": 1,
    "administrator": 2,
    "standing_committee": 1,
}
WUHAN_STAFF = {"clerk": 3, "officer": 4, "supervisor": 2, "secretariat": 1, "analyst": 1, "administrator": 1}
CITY_STAFF = {"clerk": 1, "officer": 2, "supervisor": 1, "secretariat": 1, "administrator": 1}
COUNTY_STAFF = {"clerk": 1, "officer": 1, "supervisor": 1, "secretariat": 1}


@dataclass(slots=True)
class World:
    """What was built: councils by region, and who acts for which body in which role."""

    today: date
    at: datetime
    small: bool
    encoded: str = ""
    councils: dict[str, int] = field(default_factory=dict)
    """Council of a region by its code."""
    accounts: list[tuple[int, str, Account]] = field(default_factory=list)
    actors: dict[tuple[int, str], list[Actor]] = field(default_factory=dict)
    last_resort: int = 0
    """Where a case is sent for which no competent body is registered: the province's market regulator."""

    def find_actor(self, body_id: int, role: str, index: int) -> Actor | None:
        """Somebody who acts for the body in the role; the index shares the work out."""
        people = self.actors.get((body_id, role))
        return people[index % len(people)] if people else None

    def actor_for(self, region: str, role: str, index: int) -> Actor:
        """Somebody of the council of the region in the role, or of a council above where it has nobody."""
        for code in upwards(region):
            found = self.find_actor(self.councils.get(code, 0), role, index)
            if found is not None:
                return found
        raise LookupError(f"nobody acts as {role} for {region}")

    def begin_work(self, day: date) -> None:
        """Turn the accounts into actors; once all bodies exist, since a council sees those below it."""
        queries.forget()
        for body_id, role, account in self.accounts:
            self.actors.setdefault((body_id, role), []).append(queries.actor_for(account, day))


@transaction.atomic
def build(today: date, at: datetime, *, small: bool) -> World:
    """Make every body and account. `at` is the moment written into the audit log."""
    world = World(today, at, small, encoded=make_password(PASSWORD))
    top = _council(world, PROVINCE, "湖北省消費者委員會", "Hubei Consumer Council", None, "鄂消", "HB")
    _staff(world, top, "hubei", PROVINCE_STAFF)
    _leaders(world, top)
    _departments(world, PROVINCE, "hubei", list(_provincial()))
    _ended(world)
    for code in queries.city_codes(PROVINCE):
        _city(world, code, top)
    _partners(world)
    world.begin_work(today)
    return world


FACES: Mapping[str, Mapping[str, Any]] = {
    PROVINCE: {
        "phone": "027-0000 0315",
        "address": "湖北省武漢市武昌區示例路315號（演示地址）",
        "email": "service@hubei.example",
        "hours": "工作日 9:00–12:00、14:00–17:00；12315熱線每天 8:30–20:00",
        "map_link": "https://map.example/?q=hubei-council",
        "icp_filing": "鄂ICP備00000315號（演示）",
        "police_filing": "鄂公網安備 42000000000315號（演示）",
        "privacy_note": "個人信息保護負責人：辦公室（電話 027-0000 0316，演示）。",
        "access_note": "需要手語翻譯或者上門登記的，請提前一個工作日來電。",
    },
    WUHAN: {
        "phone": "027-0000 0420",
        "address": "湖北省武漢市江岸區示例大道12號（演示地址）",
        "hours": "工作日 9:00–12:00、14:00–17:00",
        "map_link": "https://map.example/?q=wuhan-council",
    },
}
"""What the invented councils say of themselves; no number or address is anybody's."""


LETTERS: Mapping[str, str] = {
    WUHAN: "WH", "420200": "HS", "420300": "SY", "420500": "YC", "420600": "XY", "420700": "EZ", "420800": "JM",
    "420900": "XG", "421000": "JZ", "421100": "HG", "421200": "XN", "421300": "SZ", "422800": "ES", "429004": "XT",
    "429005": "QJ", "429006": "TM", "429021": "SNJ",
}  # fmt: skip
"""By which Latin letters the cities say their case numbers; counties say the code of their place."""


def _council(
    world: World, code: str, name: str, english: str, parent: Organisation | None, prefix: str, letters: str = ""
) -> Organisation:
    details = BodyDetails(
        kind="council",
        name=name,
        name_in=Names(en=english),
        region_code=code,
        parent_id=parent.pk if parent else None,
        case_prefix=prefix,
        case_letters=letters,
        **FACES.get(code, {"phone": "12315"}),
    )
    body = services.create_body(details, actor=SYSTEM, at=world.at)
    # The demo tells of every complaint since its first day: what it compares is known, and what came before is not.
    first = first_day(world.today)
    stated = max(world.at, datetime.combine(first, time(9), SHANGHAI))  # nobody can say so before that day has come
    services.state_coverage(body.pk, first=first, actor=SYSTEM, at=stated)
    world.councils[code] = body.pk
    return body


def _city(world: World, code: str, top: Organisation) -> None:
    names = queries.region_name(code)
    word = "消費者協會" if code == WUHAN else "消費者委員會"
    login = names.en.split()[0].lower()
    short = names.zh_hant[:2] + ("州" if "自治州" in names.zh_hant else "")
    council = _council(
        world, code, names.zh_hant + word, f"{names.en} Consumer Council", top, f"{short}消", LETTERS.get(code, "")
    )
    is_staffed = not world.small or code in SMALL_CITIES
    if is_staffed:
        _staff(world, council, login, WUHAN_STAFF if code == WUHAN else CITY_STAFF)
        _departments(world, code, login, list(_of_city(names.zh_hant, names.en, world.small)))
    for county in queries.county_codes(code):
        if not world.small or county == SMALL_COUNTY:
            _county(world, county, council)


def _county(world: World, code: str, city: Organisation) -> None:
    names = queries.region_name(code)
    council = _council(
        world, code, names.zh_hant + "消費者委員會", f"{names.en} Consumer Council", city, f"{names.zh_hant[:4]}消"
    )
    login = f"{names.en.split()[0].lower().replace(chr(39), '')}.{code[-4:]}"
    if city.region_id == WUHAN:
        _staff(world, council, login, COUNTY_STAFF)
    market = (
        "market",
        "market",
        f"{names.zh_hant}市場監督管理局",
        f"{names.en} Administration for Market Regulation",
        None,
    )
    _departments(world, code, login, [market])


Department = tuple[str, str, str, str, list[Any] | None]


def _provincial() -> Iterator[Department]:
    for each in words("bodies")["province"]:
        yield each["key"], each["sector"], each["name"], each["name_en"], each.get("former")


def _of_city(name: str, english: str, small: bool) -> Iterator[Department]:
    for each in words("bodies")["city"][: 2 if small else None]:
        yield each["key"], each["sector"], f"{name}{each['name']}", f"{english} {each['name_en']}", None


def _departments(world: World, code: str, login: str, departments: list[Department]) -> None:
    for key, sector, name, english, former in departments:
        first = former[0] if former else name
        details = BodyDetails(
            "department", first, code, name_in=Names(en=english), sector=sector, phone=_invented_number(code, sector)
        )
        body = services.create_body(details, actor=SYSTEM, at=world.at)
        if former:
            services.rename_body(body.pk, name, since=former[1], actor=SYSTEM, at=world.at)
        _account(world, body, "liaison", 0, f"{login}.{key}")
        if code == PROVINCE and sector == "market":
            world.last_resort = body.pk


def _invented_number(code: str, sector: str) -> str:
    """A telephone number that nobody has: always the same for the same department."""
    return f"027-0000 {(sum(map(ord, f'{code}{sector}')) % 9000) + 1000}"


def _ended(world: World) -> None:
    for each in words("bodies")["ended"]:
        details = BodyDetails(
            "department", each["name"], PROVINCE, name_in=Names(en=each["name_en"]), sector=each["sector"]
        )
        body = services.create_body(details, actor=SYSTEM, at=world.at)
        end = datetime.combine(each["until"], world.at.timetz())
        services.deactivate_body(body.pk, reason="機構改革，職能併入其他部門", actor=SYSTEM, at=end)


def _partners(world: World) -> None:
    for each in words("bodies")["partner"]:
        details = BodyDetails(each["kind"], each["name"], each["region"], name_in=Names(en=each["name_en"]))
        services.create_body(details, actor=SYSTEM, at=world.at)


def _staff(world: World, body: Organisation, login: str, counts: dict[str, int]) -> None:
    for role, count in counts.items():
        for number in range(count):
            suffix = str(number + 1) if number else ""
            _account(world, body, role, number, f"{login}.{LOGIN_WORDS.get(role, role)}{suffix}")


def _account(world: World, body: Organisation, role: str, number: int, username: str) -> None:
    name = f"{ROLE_TITLES[role]}{ORDINALS[number]}"
    details = PersonDetails(name, body.pk, phone="027-0000 0000" if body.region_id == WUHAN else "")
    person = services.add_person(details, actor=SYSTEM, at=world.at)
    new = NewAccount(person.pk, username, role, SINCE)
    account = services.open_known_account(new, encoded_password=world.encoded, actor=SYSTEM, at=world.at)
    world.accounts.append((body.pk, role, account))


def _leaders(world: World, top: Organisation) -> None:
    """The organising committee's posts, held by posts and not by names."""
    for title, rank in (("會長", "province_deputy"), ("副會長兼祕書長", "department_deputy"), ("祕書處主任", "county")):
        person = services.add_person(PersonDetails(f"省消委{title}", top.pk), actor=SYSTEM, at=world.at)
        services.hold_post(PostDetails(person.pk, top.pk, title, SINCE, rank), actor=SYSTEM, at=world.at)
