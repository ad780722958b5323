"""What other rooms ask of the organisation: who may be chosen, to whom a case goes, which body and place is meant."""

from datetime import date

import pytest

from open315.core.errors import NotFound
from open315.core.names import Names
from open315.org import queries
from open315.org.codes import ranks, sector_name
from open315.org.models import Account, Organisation, Person, Region, RoleGrant
from open315.org.queries.directory import Body
from open315.org.queries.managed import managed_bodies
from open315.org.tests.office import TODAY, Office


def body(**changes: object) -> Body:
    given = dict.fromkeys(Body.__slots__, "") | {"id": 7, "is_active": True, "valid_from": None, "valid_until": None}
    return Body(**{**given, **changes})  # type: ignore[arg-type]


DAY = date(2026, 5, 12)
BEFORE, AFTER = date(2026, 5, 11), date(2026, 5, 13)
EXISTENCE = [
    # since, until, active now, asked for which day, whether it existed
    (None, None, True, None, True),
    (None, None, False, None, False),
    (AFTER, None, True, None, True),
    (None, None, True, DAY, True),
    (None, None, False, DAY, False),
    (DAY, None, True, DAY, True),
    (AFTER, None, True, DAY, False),
    (None, DAY, False, DAY, True),
    (None, BEFORE, False, DAY, False),
    (DAY, DAY, False, DAY, True),
    (AFTER, AFTER, False, DAY, False),
]


@pytest.mark.parametrize(("since", "until", "active", "day", "existed"), EXISTENCE)
def test_a_body_existed_from_its_first_day_to_its_last(
    since: date | None, until: date | None, active: bool, day: date | None, existed: bool
) -> None:
    assert body(valid_from=since, valid_until=until, is_active=active).exists_on(day) is existed


def test_a_body_is_named_in_both_languages_and_goes_by_its_id() -> None:
    found = body(names=Names("武漢市消費者協會", "Wuhan Consumer Council"))
    assert (found.pk, found.names) == (7, Names("武漢市消費者協會", "Wuhan Consumer Council"))


def test_a_case_is_sent_to_councils_and_departments_of_the_province(office: Office) -> None:
    names = {each.pk: name for name, each in office.cast.bodies.items()}
    Organisation.objects.create(kind="council", name="湖南省消費者委員會", region_id="430000", path="/")
    targets = {names.get(each.id, "abroad") for each in queries.referral_targets(office.actor("officer"))}
    assert targets == {"province", "district", "huangshi", "market", "health", "tourism", "education"}


def test_who_may_is_asked_of_one_body_on_this_day(office: Office) -> None:
    wuhan = office.body("wuhan")
    assert queries.account_ids_who_may("org:manage", wuhan) == [office.account("city_administrator")]
    assert queries.account_ids_who_may("org:manage", office.body("province")) == [office.account("administrator")]
    RoleGrant.objects.filter(pk=office.grant("city_administrator")).update(granted_until=date(2026, 1, 1))
    assert queries.account_ids_who_may("org:manage", wuhan) == []
    RoleGrant.objects.filter(pk=office.grant("city_administrator")).update(granted_until=None)
    Account.objects.filter(pk=office.account("city_administrator")).update(is_active=False)
    assert queries.account_ids_who_may("org:manage", wuhan) == []


def test_officers_are_offered_from_the_own_body_first(office: Office) -> None:
    def offered(who: str) -> list[str]:
        return [each.username for each in queries.accounts_with_role(office.actor(who), ["officer"])]

    assert offered("clerk") == ["officer", "second_officer", "double"]
    assert offered("huangshi_clerk") == ["huangshi_officer", "double"]
    assert set(offered("administrator")) == {"officer", "second_officer", "double", "huangshi_officer"}
    assert offered("market_liaison") == []


def test_a_body_is_found_by_its_id_with_its_region(office: Office) -> None:
    found = queries.get_organisation(office.body("district"))
    assert (found.name, found.region.name) == ("江岸區消費者協會", "江岸區")
    with pytest.raises(NotFound):
        queries.get_organisation(0)


def test_an_account_by_its_id_becomes_an_actor(office: Office) -> None:
    found = queries.actor_of_account(office.account("clerk"), TODAY)
    assert found is not None
    assert (found.label, found.organisation_id, found.region_code) == ("clerk", office.body("wuhan"), "420100")
    assert queries.actor_of_account(0, TODAY) is None
    assert queries.actor_of_account(None, TODAY) is None


def test_what_concerns_the_whole_install_is_left_to_the_top(office: Office) -> None:
    top, city = office.actor("administrator"), office.actor("city_administrator")
    assert {name for name in top.permissions if name.startswith("system:")} == {"system:events", "system:export"}
    assert {name for name in city.permissions if name.startswith("system:")} == set()
    assert city.permissions == top.permissions - {"system:events", "system:export", "calendar:manage"}


def test_who_acts_for_nobody_manages_nothing(office: Office) -> None:
    assert not managed_bodies(office.actor("nobody")).exists()
    assert not managed_bodies(office.actor("officer")).exists()


def test_the_directory_is_the_same_until_a_body_changes(office: Office) -> None:
    before = queries.directory_version()
    assert queries.directory_version() is before
    office.cast.bodies["shop"].save()
    assert queries.directory_version() is not before


def test_places_are_offered_inside_a_place_or_as_provinces(office: Office) -> None:
    wuhan = queries.region_choices("4201")
    assert [(code, str(name)) for code, name in wuhan][:2] == [("420100", "武漢市"), ("420102", "　江岸區")]
    provinces = queries.region_choices("")
    assert len(provinces) == 34
    assert ("420000", "湖北省") in [(code, str(name)) for code, name in provinces]
    assert queries.region_choices("99") == []


def test_a_name_nobody_knows_stands_for_itself(office: Office) -> None:
    assert str(queries.region_name("999999")) == "999999"
    assert str(sector_name("magic")) == "magic"
    assert sector_name("health").zh_hant.startswith("衛生")
    assert queries.region_names(["420100", "999999"]).keys() == {"420100"}
    assert (queries.is_region("420100"), queries.is_region("999999")) == (True, False)
    assert next(iter(ranks())) == "national"


def test_things_are_called_by_their_names(office: Office) -> None:
    assert str(Region.objects.get(pk="420100")) == "武漢市"
    assert str(office.cast.bodies["wuhan"]) == "武漢市消費者協會"
    assert str(Person(name="工作甲")) == "工作甲"
    assert [str(Account(username="a", display_name=shown)) for shown in ("調解員甲", "")] == ["調解員甲", "a"]
