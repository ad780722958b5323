"""Keeping a filter under a name: whose it is, what replaces it, how many there may be."""

from dataclasses import replace
from typing import Any

import pytest

from open315.cases import services
from open315.cases.models import SavedView
from open315.cases.tests.world import AT, World
from open315.core.errors import InvalidInput, NotFound


def save(world: World, name: str, who: str = "officer", **given: Any) -> SavedView:
    return services.save_view(
        **{"name": name, "query": "state=accepted", "shared": False, **given}, actor=world.actor(who), at=AT
    )


def test_a_view_is_kept_for_its_owner_and_her_body(world: World) -> None:
    kept = SavedView.objects.get(pk=save(world, " 我的案件 ", shared=True).pk)
    assert (kept.name, kept.query, kept.is_shared) == ("我的案件", "state=accepted", True)
    assert (kept.account_id, kept.organisation_id) == (world.account("officer"), world.body("wuhan"))


def test_the_same_name_again_replaces_ones_own_and_nobody_elses(world: World) -> None:
    first, other = save(world, "逾期", shared=True), save(world, "逾期", who="supervisor")
    again = save(world, "逾期", query="late=1")
    assert again.pk == first.pk != other.pk
    assert (again.query, again.is_shared) == ("late=1", False)
    assert SavedView.objects.get(pk=other.pk).query == "state=accepted"


def test_name_and_query_are_cut_to_their_columns(world: World) -> None:
    kept = save(world, "名" * 41, query="q" * 601)
    assert (kept.name, kept.query) == ("名" * 40, "q" * 600)


def test_a_view_needs_a_name_and_an_owner(world: World) -> None:
    with pytest.raises(InvalidInput) as caught:
        save(world, " ")
    assert caught.value.field == "name"
    with pytest.raises(NotFound):
        save(world, "逾期", who="system")
    assert world.unchanged()
    assert save(world, "a").name == "a"


def test_thirty_views_are_kept_and_no_more(world: World) -> None:
    save(world, "別人的", who="supervisor")
    for number in range(30):
        save(world, f"視圖{number}")
    with pytest.raises(InvalidInput) as caught:
        save(world, "視圖30")
    assert caught.value.field == "name"
    services.delete_view(SavedView.objects.get(name="視圖7").pk, actor=world.actor("officer"), at=AT)
    assert save(world, "視圖30").pk


def test_one_of_thirty_views_is_replaced_when_its_name_is_saved_again(world: World) -> None:
    save(world, "視圖30", who="supervisor")
    for number in range(29):
        save(world, f"視圖{number}")
    longest = save(world, "名" * 40)
    assert save(world, " 視圖7 ", query="late=1").query == "late=1"
    assert save(world, "名" * 41, query="late=1").pk == longest.pk
    assert SavedView.objects.filter(account_id=world.account("officer")).count() == 30
    with pytest.raises(InvalidInput):
        save(world, "視圖30")


def test_only_ones_own_view_can_be_forgotten(world: World) -> None:
    kept = save(world, "逾期", shared=True)
    nobody = replace(world.actor("officer"), account_id=None)
    for stranger in (world.actor("supervisor"), world.actor("system"), nobody):
        with pytest.raises(NotFound):
            services.delete_view(kept.pk, actor=stranger, at=AT)
    services.delete_view(kept.pk, actor=world.actor("officer"), at=AT)
    assert not SavedView.objects.filter(pk=kept.pk).exists()
    with pytest.raises(NotFound):
        services.delete_view(kept.pk, actor=world.actor("officer"), at=AT)
