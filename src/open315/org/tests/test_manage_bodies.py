"""Bodies keep their place in the tree and their names by date; foreign ones do not exist."""

from datetime import date

import pytest

from conftest import Cast
from open315.core.audit.models import AuditEntry
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org import queries, services
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.types import BodyDetails


def details(**changes: object) -> BodyDetails:
    return BodyDetails(**{"kind": "council", "name": "江岸區消費者協會", "region_code": "420102", **changes})  # type: ignore[arg-type]


def wuhan_administrator(cast: Cast) -> None:
    """Gives the cast an administrator of Wuhan."""
    account = Account.objects.create_user("wuhan_admin", "correct horse 315", is_staff=True)
    RoleGrant.objects.create(
        account=account, organisation=cast.bodies["wuhan"], role="administrator", granted_from=date(2020, 1, 1)
    )
    cast.accounts["wuhan_admin"] = account


def test_a_new_body_stands_below_its_parent(cast: Cast) -> None:
    wuhan = cast.bodies["wuhan"]
    body = services.create_body(details(parent_id=wuhan.pk), actor=cast.actor("administrator"), at=cast.at)
    assert body.path == f"{wuhan.path}{body.pk}/"
    assert body.pk in cast.actor("supervisor").organisation_ids
    assert AuditEntry.objects.filter(event="org.body_created", object_id=str(body.pk)).count() == 1


def test_a_clerk_creates_no_body(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.create_body(details(), actor=cast.actor("clerk"), at=cast.at)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"region_code": "999999"}, "region_code"),
        ({"sector": "magic"}, "sector"),
        ({"kind": "club"}, "kind"),
    ],
)
def test_an_unsound_body_is_refused_at_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        services.create_body(details(**changes), actor=cast.actor("administrator"), at=cast.at)
    assert refusal.value.field == field


def test_letters_of_case_numbers_are_given_once_and_to_one_council_alone(cast: Cast) -> None:
    actor, at = cast.actor("administrator"), cast.at
    wuhan, huangshi = cast.bodies["wuhan"], cast.bodies["huangshi"]

    def give(body: Organisation, letters: str) -> str:
        given = details(name=body.name, region_code=body.region_id, case_letters=letters)
        return services.change_body(body.pk, given, actor=actor, at=at).case_letters

    assert give(wuhan, " wh ") == "WH"
    assert give(wuhan, "WH") == "WH"
    for other in ("", "WX"):
        with pytest.raises(InvalidInput) as refusal:
            give(wuhan, other)
        assert (refusal.value.field, str(refusal.value.message)) == ("case_letters", "這些字母已印在回執上，不能更改。")
    Organisation.objects.filter(pk=wuhan.pk).update(is_active=False, valid_until=local_day(cast.at))
    Organisation.objects.filter(pk=cast.bodies["province"].pk).update(case_prefix="HB-")
    for taken in ("wh", "hb"):
        with pytest.raises(InvalidInput) as refusal:
            give(huangshi, taken)
        assert str(refusal.value.message) == "這些字母已由其他單位使用。"
    assert Organisation.objects.get(pk=huangshi.pk).case_letters == ""
    assert give(huangshi, "whs") == "WHS"


def test_moving_a_body_takes_everything_below_along(cast: Cast) -> None:
    actor = cast.actor("administrator")
    wuhan, huangshi = cast.bodies["wuhan"], cast.bodies["huangshi"]
    district = services.create_body(details(parent_id=wuhan.pk), actor=actor, at=cast.at)
    street = services.create_body(details(name="江岸區消協分會", parent_id=district.pk), actor=actor, at=cast.at)
    services.move_body(district.pk, huangshi.pk, actor=actor, at=cast.at)
    street.refresh_from_db()
    assert street.path == f"{huangshi.path}{district.pk}/{street.pk}/"
    assert street.pk in queries.subtree_ids(huangshi)
    assert street.pk not in queries.subtree_ids(wuhan)


def test_a_body_is_not_moved_below_itself(cast: Cast) -> None:
    actor = cast.actor("administrator")
    district = services.create_body(details(parent_id=cast.bodies["wuhan"].pk), actor=actor, at=cast.at)
    with pytest.raises(InvalidInput):
        services.move_body(cast.bodies["wuhan"].pk, district.pk, actor=actor, at=cast.at)


def test_a_renamed_body_keeps_its_old_name_with_dates(cast: Cast) -> None:
    actor = cast.actor("administrator")
    body = cast.bodies["market"]
    services.rename_body(body.pk, "武漢市市場監管局", since=date(2026, 5, 1), actor=actor, at=cast.at)
    services.rename_body(body.pk, "武漢市市場監管局", since=date(2026, 5, 1), actor=actor, at=cast.at)
    body.refresh_from_db()
    former = body.former_names.get()
    assert (body.name, former.name, former.valid_until) == (
        "武漢市市場監管局",
        "武漢市市場監督管理局",
        date(2026, 4, 30),
    )


def test_a_closed_body_takes_no_cases_and_its_people_may_nothing(cast: Cast) -> None:
    actor = cast.actor("administrator")
    services.deactivate_body(cast.bodies["huangshi"].pk, reason="合併", actor=actor, at=cast.at)
    assert queries.council_for_region("420200").id == cast.bodies["province"].pk
    assert not cast.actor("huangshi_clerk").permissions
    services.reactivate_body(cast.bodies["huangshi"].pk, reason="恢復", actor=actor, at=cast.at)
    assert queries.council_for_region("420200").id == cast.bodies["huangshi"].pk
    assert cast.actor("huangshi_clerk").permissions


def test_a_body_with_active_bodies_below_is_not_closed(cast: Cast) -> None:
    actor = cast.actor("administrator")
    services.create_body(details(parent_id=cast.bodies["wuhan"].pk), actor=actor, at=cast.at)
    with pytest.raises(Conflict):
        services.deactivate_body(cast.bodies["wuhan"].pk, reason="x", actor=actor, at=cast.at)


def test_the_administrator_of_a_city_finds_its_own_bodies_and_partners_only(cast: Cast) -> None:
    wuhan_administrator(cast)
    actor = cast.actor("wuhan_admin")
    for own in ("wuhan", "market", "health"):
        services.change_body(
            cast.bodies[own].pk, details(kind="department", phone="027-0000 0000"), actor=actor, at=cast.at
        )
    for foreign in ("huangshi", "province"):
        with pytest.raises(NotFound):
            services.change_body(cast.bodies[foreign].pk, details(), actor=actor, at=cast.at)
    with pytest.raises(InvalidInput):
        services.create_body(details(region_code="420200"), actor=actor, at=cast.at)
    assert not Organisation.objects.filter(name="江岸區消費者協會", region="420200").exists()
