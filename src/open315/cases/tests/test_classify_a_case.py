"""Whoever classifies a case changes what the statistics count, and who is competent, unless a person said who is."""

from datetime import date
from typing import Any

import pytest

from open315.cases.models import Case, TimelineEntry
from open315.cases.queries import choices
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.errors import InvalidInput
from open315.core.verbs.questions import Asked


def classified(world: World, name: str, **given: Any) -> Case:
    return USES["classify"](world, world.case(name), **given)


def test_what_a_supervisor_named_as_competent_stays_whatever_the_class(world: World) -> None:
    before = USES["override_competence"](world, world.case("registered"))
    after = classified(world, "registered")
    assert (after.competent_id, after.competence) == (world.body("health"), before.competence)
    assert (after.goods, after.nature) == ("tourism", "safety")


def test_a_closed_case_is_classified_and_stays_closed(world: World) -> None:
    after = classified(world, "closed", goods="food", nature="")
    assert (after.state, after.goods, after.nature) == ("closed", "food", "")
    assert TimelineEntry.objects.filter(case=after, verb="classify").count() == 1


@pytest.mark.parametrize(
    ("goods", "nature", "allowed"),
    [("food", "safety", False), ("food", "", True), ("food", "quality", True), ("salt", "safety", True)],
)
def test_a_class_that_stands_already_is_refused_and_any_other_is_taken(
    world: World, goods: str, nature: str, allowed: bool
) -> None:
    classified(world, "registered", goods="food", nature="safety")
    USES["note"](world, world.case("registered"))  # what was just done by the same person may be repeated, this may not
    if allowed:
        assert classified(world, "registered", goods=goods, nature=nature).nature == nature
        return
    with pytest.raises(InvalidInput) as refused:
        classified(world, "registered", goods=goods, nature=nature)
    assert refused.value.field == "goods"


def test_the_words_of_a_list_are_those_of_the_day_on_which_the_case_came(world: World) -> None:
    Case.objects.filter(pk=world.case("closed")).update(received_on=date(2014, 12, 31))
    assert classified(world, "closed", goods="food", nature="advertising").nature == "advertising"
    Case.objects.filter(pk=world.case("registered")).update(received_on=date(2015, 1, 1))
    with pytest.raises(InvalidInput) as refused:
        classified(world, "registered", goods="food", nature="advertising")
    assert refused.value.field == "nature"


@pytest.mark.parametrize(
    ("goods", "own_words", "title", "offered"),
    [
        ("food", "手機", "冰箱三周後不製冷", "food"),
        ("", "二手汽車", "冰箱三周後不製冷", "vehicles"),
        ("", "", "冰箱三周後不製冷", "appliances"),
        ("", "", "不知道說什麼", ""),
    ],
)
def test_the_form_begins_with_what_the_case_is_or_what_its_own_words_name(
    world: World, goods: str, own_words: str, title: str, offered: str
) -> None:
    case = Case(goods=goods, goods_text=own_words, title=title)
    assert choices.likely_goods(Asked(world.actor("clerk"), case)) == offered
