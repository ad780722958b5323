"""The three verbs of a campaign: for whom, in which state, and everything each of them writes. All expectations are by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns import queries, services
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import PLAN, plan, plan_of
from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.names import Names
from open315.org.models import RoleGrant
from tests.rows import Row, changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db

ROLES = """
# yes: done · no: NotAllowed, whoever's campaign it is · unseen: NotFound, the campaign is another council's
#
# "own" is the campaign of the province, "below" that of the city of Wuhan, which the province sees; Huangshi is another city.
# The secretariats are of the province, of Wuhan and of Huangshi; the last "secretariat" is one of a department, which has no campaigns.
verb        province  wuhan   huangshi  department  analyst  admin  clerk  officer  supervisor  liaison  nobody  visitor  client  system
open        yes       yes     yes       no          no       no     no     no       no          no       no      no       no      no
update own  yes       unseen  unseen    unseen      no       no     no     no       no          no       no      no       no      unseen
update below yes      yes     unseen    unseen      no       no     no     no       no          no       no      no       no      unseen
close own   yes       unseen  unseen    unseen      no       no     no     no       no          no       no      no       no      unseen
close below yes       yes     unseen    unseen      no       no     no     no       no          no       no      no       no      unseen
read own    yes       unseen  unseen    unseen      yes      yes    unseen unseen   unseen      unseen   unseen  unseen   unseen  unseen
read below  yes       yes     unseen    unseen      yes      yes    unseen unseen   unseen      unseen   unseen  unseen   unseen  unseen
"""
SAID = {NotAllowed: "no", NotFound: "unseen"}
NEXT_YEAR = {"province": "420000", "wuhan": "420100", "huangshi": "420200"}


@pytest.fixture
def own(cast: Any) -> Campaign:
    return services.open_campaign(PLAN, actor=cast.actor("secretariat"), at=cast.at)


@pytest.fixture
def below(cast: Any) -> Campaign:
    return services.open_campaign(plan(region_code="420100"), actor=people(cast)["wuhan"], at=cast.at)


def people(cast: Any) -> dict[str, Actor]:
    """Everybody of the table."""
    for who, body in (("second_officer", "wuhan"), ("huangshi_officer", "huangshi")):
        grant = RoleGrant.objects.get(account=cast.accounts[who])
        grant.organisation, grant.role = cast.bodies[body], "secretariat"
        grant.save()
    found = {who: cast.actor(who) for who in ("analyst", "clerk", "officer", "supervisor", "nobody")}
    secretariat = cast.actor("secretariat")
    market = cast.actor("market_liaison")
    return found | {
        "province": secretariat,
        "wuhan": cast.actor("second_officer"),
        "huangshi": cast.actor("huangshi_officer"),
        "department": replace(market, permissions=market.permissions | {"campaigns:manage", "campaigns:read"}),
        "admin": cast.actor("administrator"),
        "liaison": market,
        "visitor": ANONYMOUS,
        "client": Actor(kind=ActorKind.CLIENT, label="api"),
        "system": SYSTEM,
    }


def use(verb: str, campaign: Campaign, who: str, actor: Actor, at: Any) -> str:
    """How a use ends, in the words of the table."""
    region = NEXT_YEAR.get(who, "420000")
    ways: dict[str, Callable[[], Any]] = {
        "open": lambda: services.open_campaign(plan_of(2027, region_code=region), actor=actor, at=at),
        "update": lambda: services.update_campaign(campaign.pk, plan(region_code="420100"), actor=actor, at=at),
        "close": lambda: services.close_campaign(campaign.pk, actor=actor, at=at),
        "read": lambda: queries.get_campaign(actor, campaign.pk),
    }
    try:
        ways[verb]()
    except (NotAllowed, NotFound) as refusal:
        return SAID[type(refusal)]
    return "yes"


def lines() -> list[list[str]]:
    return [line.split() for line in ROLES.splitlines() if line and not line.startswith("#")]


def test_each_verb_is_open_to_those_of_the_table_and_changes_nothing_for_others(
    cast: Any, own: Campaign, below: Campaign
) -> None:
    (_heading, *whos), *rest = lines()
    everybody, wrong = people(cast), []
    assert set(whos) == set(everybody)
    for words in rest:
        verb, whose = words[0], words[1] if words[1] in {"own", "below"} else "own"
        expected = words[-len(whos) :]
        for who, how in zip(whos, expected, strict=True):
            if how == "yes" and verb != "read":
                Campaign.objects.filter(pk__in=[own.pk, below.pk]).update(closed_at=None)
                Campaign.objects.filter(year=2027).delete()
                found = use(verb, {"own": own, "below": below}[whose], who, everybody[who], cast.at)
            else:
                with nothing_changes():
                    found = use(verb, {"own": own, "below": below}[whose], who, everybody[who], cast.at)
            if found != how:
                wrong.append(f"{verb} {whose} by {who}: {found}, should be {how}")
    assert wrong == []


@pytest.mark.parametrize("verb", ["update", "close"])
def test_a_closed_campaign_is_neither_changed_nor_closed_again(cast: Any, own: Campaign, verb: str) -> None:
    actor = cast.actor("secretariat")
    services.close_campaign(own.pk, actor=actor, at=cast.at)
    later = cast.at + timedelta(days=1)
    with nothing_changes(), pytest.raises(Conflict) as refusal, translation.override("zh-hant"):
        use(verb, own, "province", actor, later)
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "活動已結束，不能再修改。"


@pytest.mark.parametrize("verb", ["update", "close"])
def test_a_form_that_is_older_than_the_campaign_is_refused_and_one_of_its_age_is_not(
    cast: Any, own: Campaign, verb: str
) -> None:
    actor = cast.actor("secretariat")

    def send(version: int) -> Campaign:
        if verb == "close":
            return services.close_campaign(own.pk, actor=actor, at=cast.at, version=version)
        return services.update_campaign(own.pk, plan(note="二"), actor=actor, at=cast.at, version=version)

    services.update_campaign(own.pk, plan(note="一"), actor=actor, at=cast.at, version=1)
    for version in (1, 3):
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            send(version)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == "其間已有他人修改了這個活動，請重新查看後再修改。"
    assert send(2).version == 3


@pytest.mark.parametrize(
    ("who", "verb", "words"),
    [
        ("clerk", "open", "您沒有管理活動的權限。"),
        ("clerk", "update", "您沒有管理活動的權限。"),
        ("clerk", "close", "您沒有管理活動的權限。"),
        ("department", "open", "只有消費者組織可以建立活動。"),
        ("department", "update", "沒有這個活動。"),
        ("department", "read", "沒有這個活動。"),
    ],
)
def test_a_refusal_says_why(cast: Any, own: Campaign, who: str, verb: str, words: str) -> None:
    actor = people(cast)[who]
    ways: dict[str, Callable[[], Any]] = {
        "open": lambda: services.open_campaign(plan_of(2027), actor=actor, at=cast.at),
        "update": lambda: services.update_campaign(own.pk, PLAN, actor=actor, at=cast.at),
        "close": lambda: services.close_campaign(own.pk, actor=actor, at=cast.at),
        "read": lambda: queries.get_campaign(actor, own.pk),
    }
    with translation.override("zh-hant"), pytest.raises((NotAllowed, NotFound)) as refusal:
        ways[verb]()
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == words


def test_whoever_acts_for_a_council_that_is_not_named_opens_none(cast: Any) -> None:
    actor = replace(cast.actor("secretariat"), organisation_id=None)
    with nothing_changes(), pytest.raises(NotAllowed):
        services.open_campaign(PLAN, actor=actor, at=cast.at)


def test_the_verbs_of_a_campaign_are_these_three() -> None:
    found = {
        each.name: (each.function.__name__, each.event, each.announces, each.permission, each.makes)
        for each in verbs.of_room("campaigns")
        if each.target.name == "campaign"
    }
    assert found == {
        "open": ("open_campaign", "campaigns.opened", "campaigns.opened", "campaigns:manage", True),
        "update": ("update_campaign", "campaigns.updated", "campaigns.updated", "campaigns:manage", False),
        "close": ("close_campaign", "campaigns.closed", "campaigns.closed", "campaigns:manage", False),
    }  # fmt: skip
    assert all(isinstance(each.face, verbs.NoFace) for each in verbs.of_room("campaigns"))


# What each verb writes: the row, the audit entry and the event, and nothing in any other table.

WRITTEN = {
    "year": 2026, "theme": "提振消費信心", "theme_in": {"en": "Confidence in consumption"},
    "first_day": date(2026, 3, 1), "last_day": date(2026, 3, 15), "stat_first": date(2025, 1, 1), "stat_last": date(2025, 12, 31),
    "region_id": "420000", "note": "", "idea": "", "goals": "", "budget_cents": None, "version": 1, "closed_at": None,
}  # fmt: skip


def trail(cast: Any, found: dict[str, Any], event: str, campaign: int, said: Row) -> None:
    """The audit entry and the event beside the row."""
    assert set(found) == {"campaigns.Campaign", "core.AuditEntry", "core.OutboxEvent"}
    province = cast.bodies["province"].pk
    data = {"year": said.pop("year", 2026), "council_id": province, **said}
    in_the_audit_log(found, cast, "secretariat", province, event, ("campaign", str(campaign)), data)
    ((how, told),) = found["core.OutboxEvent"]
    assert (how, told["name"]) == ("+", event)
    assert told["payload"] == {"campaign_id": campaign, "year": data["year"]}
    assert told["created_at"] == told["available_at"] == cast.at


def test_opening_writes_the_plan_and_its_trail(cast: Any) -> None:
    given = plan(theme=" 提振消費信心 ", theme_in=Names(en="\tConfidence in consumption\n"), note="  ")
    found = changes(lambda: services.open_campaign(given, actor=cast.actor("secretariat"), at=cast.at))
    ((how, row),) = found["campaigns.Campaign"]
    pk = row.pop("id")
    assert (how, row) == ("+", {**WRITTEN, "council_id": cast.bodies["province"].pk, "created_at": cast.at})
    trail(cast, found, "campaigns.opened", pk, {})


UPDATES: list[tuple[Row, Row, Row]] = [
    # What is asked for, what changes in the row, what the audit entry says of it.
    ({}, {}, {}),
    ({"theme": "  提振消費信心"}, {}, {}),
    ({"theme": "共築滿意消費"}, {"theme": "共築滿意消費"}, {"theme": ["提振消費信心", "共築滿意消費"]}),
    ({"theme_in": Names()}, {"theme_in": {}}, {"theme_en": ["Confidence in consumption", ""]}),
    ({"first_day": date(2026, 3, 2)}, {"first_day": date(2026, 3, 2)}, {"first_day": ["2026-03-01", "2026-03-02"]}),
    ({"last_day": date(2026, 3, 31)}, {"last_day": date(2026, 3, 31)}, {"last_day": ["2026-03-15", "2026-03-31"]}),
    ({"stat_first": date(2025, 7, 1)}, {"stat_first": date(2025, 7, 1)}, {"stat_first": ["2025-01-01", "2025-07-01"]}),
    ({"stat_last": date(2026, 1, 1)}, {"stat_last": date(2026, 1, 1)}, {"stat_last": ["2025-12-31", "2026-01-01"]}),
    ({"region_code": "420100"}, {"region_id": "420100"}, {"region_id": ["420000", "420100"]}),
    ({"budget_cents": 100}, {"budget_cents": 100}, {"budget_cents": ["", "100"]}),
    (
        {"year": 2027, "first_day": date(2027, 1, 1), "last_day": date(2027, 3, 15)},
        {"year": 2027, "first_day": date(2027, 1, 1), "last_day": date(2027, 3, 15)},
        {"year": ["2026", "2027"], "first_day": ["2026-03-01", "2027-01-01"], "last_day": ["2026-03-15", "2027-03-15"]},
    ),
]


def test_long_texts_that_change_are_sealed_beside_the_trail(cast: Any, own: Campaign) -> None:
    """They may name somebody: an erasure reaches them there, as it does not in the entry itself."""
    services.update_campaign(own.pk, plan(note=" 甲 "), actor=cast.actor("secretariat"), at=cast.at)
    asked = plan(note="乙", idea=" 為民 ", goals=" 一 ")
    found = changes(lambda: services.update_campaign(own.pk, asked, actor=cast.actor("secretariat"), at=cast.at))
    ((how, row),) = found["campaigns.Campaign"]
    assert (how, row.pop("of")["id"], row) == (
        "~", own.pk, {"note": "乙", "idea": "為民", "goals": "一", "version": 3},
    )  # fmt: skip
    said = {"note": "甲 → 乙", "idea": " → 為民", "goals": " → 一"}
    trail(cast, found, "campaigns.updated", own.pk, {"changed": {}, **said})
    entry = AuditEntry.objects.latest("pk")
    assert {name for name, value in entry.data.items() if isinstance(value, dict) and "words" in value} == set(said)


def test_changing_writes_what_changed_and_its_trail(cast: Any, own: Campaign) -> None:
    actor = cast.actor("secretariat")
    for asked, kept, said in UPDATES:
        with undone():
            found = changes(lambda: services.update_campaign(own.pk, plan(**asked), actor=actor, at=cast.at, version=1))  # noqa: B023
        ((how, row),) = found["campaigns.Campaign"]
        assert (how, row.pop("of")["id"], row) == ("~", own.pk, {**kept, "version": 2})
        trail(cast, found, "campaigns.updated", own.pk, {"changed": said, **({"year": 2027} if "year" in kept else {})})


def test_closing_writes_the_moment_and_its_trail(cast: Any, own: Campaign) -> None:
    found = changes(lambda: services.close_campaign(own.pk, actor=cast.actor("secretariat"), at=cast.at, version=1))
    ((how, row),) = found["campaigns.Campaign"]
    assert (how, row.pop("of")["id"], row) == ("~", own.pk, {"closed_at": cast.at, "version": 2})
    trail(cast, found, "campaigns.closed", own.pk, {})


def test_the_verbs_give_back_what_they_wrote(cast: Any) -> None:
    actor = cast.actor("secretariat")
    opened = services.open_campaign(PLAN, actor=actor, at=cast.at)
    changed = services.update_campaign(opened.pk, plan(note="甲"), actor=actor, at=cast.at)
    closed = services.close_campaign(opened.pk, actor=actor, at=cast.at)
    assert (opened.version, changed.note, changed.version) == (1, "甲", 2)
    assert (closed.closed_at, closed.version) == (cast.at, 3)


def test_the_newest_campaign_stands_first_and_in_a_year_the_council_above(
    cast: Any, own: Campaign, below: Campaign
) -> None:
    actor = cast.actor("secretariat")
    later = services.open_campaign(plan_of(2027), actor=actor, at=cast.at)
    assert list(queries.visible_to(actor)) == [later, own, below]
    assert list(queries.visible_to(people(cast)["wuhan"])) == [below]
    assert list(queries.visible_to(cast.actor("clerk"))) == []
    assert queries.get_campaign(actor, below.pk) == below
    with pytest.raises(NotFound):
        queries.get_campaign(actor, 0)
