"""A verb stores what it changed of a case and leaves the rest of the row alone; who may use it is asked anew each time."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.cases.models import Case, Handoff
from open315.cases.services.handling import NOTE
from open315.cases.services.verb import CASE
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.errors import NotFound
from open315.core.verbs.declaration import Step


def opened(world: World, case_id: int) -> Step[Any]:
    actor = world.actor("officer")
    return Step(NOTE, CASE.lock(actor, case_id), actor, world.cast.at)


def test_only_the_changed_columns_are_stored(world: World) -> None:
    case_id = world.case("accepted")
    with CaptureQueriesContext(connection) as asked:
        USES["note"](world, case_id)
    (stored,) = [each["sql"] for each in asked if each["sql"].startswith('UPDATE "cases_case"')]
    names = {part.split('"')[1] for part in stored.split(" SET ")[1].split(" WHERE ")[0].split(", ")}
    assert names == {"version", "has_note"}


def test_what_nobody_touched_keeps_its_value_and_what_was_touched_its_new_one(world: World) -> None:
    begun = opened(world, world.case("accepted"))
    version = begun.row.version
    Case.objects.filter(pk=begun.row.pk).update(title="someone else's", goods_text="the same")
    begun.row.goods_text = "mine"
    begun.save()
    kept = Case.objects.get(pk=begun.row.pk)
    assert (kept.title, kept.goods_text, kept.version) == ("someone else's", "mine", version + 1)


def test_a_list_that_was_changed_in_place_is_stored(world: World) -> None:
    begun = opened(world, world.case("accepted"))
    begun.row.claims.append("refund and more")
    begun.row.competence["looked_at"] = [1]
    begun.save()
    kept = Case.objects.get(pk=begun.row.pk)
    assert kept.claims[-1] == "refund and more"
    assert kept.competence["looked_at"] == [1]


def test_a_case_is_locked_for_a_body_only_while_it_was_sent_there(world: World) -> None:
    case_id, liaison = world.case("referred"), world.actor("market_liaison")
    assert CASE.lock(liaison, case_id).pk == case_id
    sent = Handoff.objects.filter(case_id=case_id)
    sent.update(to_organisation_id=world.body("health"))
    with pytest.raises(NotFound):
        CASE.lock(liaison, case_id)
    assert CASE.lock(world.actor("health_liaison"), case_id).pk == case_id
    sent.update(to_organisation_id=world.body("market"))
    assert CASE.lock(liaison, case_id).pk == case_id


def test_a_case_whose_import_is_withdrawn_can_be_locked_by_nobody(world: World) -> None:
    case_id, officer = world.case("accepted"), world.actor("officer")
    assert CASE.lock(officer, case_id).pk == case_id
    Case.objects.filter(pk=case_id).update(is_leaving=True)
    with pytest.raises(NotFound):
        CASE.lock(officer, case_id)


def test_a_council_that_does_not_see_the_case_does_not_lock_it(world: World) -> None:
    case_id = world.case("accepted")
    assert CASE.lock(world.actor("province_supervisor"), case_id).pk == case_id
    with pytest.raises(NotFound):
        CASE.lock(world.actor("huangshi_officer"), case_id)
