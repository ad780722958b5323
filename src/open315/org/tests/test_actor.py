"""An account becomes an actor through its grants."""

from typing import Any


def test_a_clerk_may_register_and_sees_her_own_council(cast: Any) -> None:
    actor = cast.actor("clerk")
    assert actor.may("cases:register")
    assert actor.organisation_ids == {cast.bodies["wuhan"].pk}


def test_the_province_covers_its_cities(cast: Any) -> None:
    wanted = {cast.bodies[key].pk for key in ("province", "wuhan", "huangshi")}
    assert cast.actor("secretariat").organisation_ids == wanted


def test_an_account_without_a_grant_may_do_nothing(cast: Any) -> None:
    assert cast.actor("nobody").permissions == frozenset()


def test_a_suspended_account_may_do_nothing(cast: Any) -> None:
    cast.accounts["officer"].is_active = False
    assert cast.actor("officer").permissions == frozenset()
