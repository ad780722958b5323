"""A pasted list of people: read line by line in every language, entered whole or not at all. By hand."""

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given as generated
from hypothesis import strategies as st

from open315.activities.people import queries, services
from open315.activities.people.names import codes_by_name
from open315.activities.people.rules import cells_of, faults, lines_of, read_line
from open315.activities.tests.making import held
from open315.core.errors import InvalidInput
from open315.org.codes import ranks
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db


def test_a_pasted_list_is_entered_whole(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = "省政府\t政府\t副省長\t省部級副職\t講話\n\n 省律協，社會團體，會長 \n鄰省政府,政府,副省長,province_deputy,,外地\n"
    assert services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at) == 3
    assert [
        (each.person.body, each.person.body_kind, each.person.office, each.rank, each.role, each.is_guest)
        for each in queries.of_activity(activity)
    ] == [
        ("省政府", "government", "副省長", "province_deputy", "spoke", False),
        ("省律協", "social", "會長", "", "attended", False),
        ("鄰省政府", "government", "副省長", "province_deputy", "attended", True),
    ]


def test_every_line_that_cannot_be_is_named_and_nothing_is_entered(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = "省政府,政府,副省長,省部級副職\n,政府,副省長\n\n省律協,行會,會長,一級"
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("zh-hant"):
        services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at)
    assert refused.value.field == "text"
    assert str(refused.value.message).splitlines() == [
        "第2行：請填寫所在單位。",
        "第4行：請從列表中選擇單位類別。",
        "第4行：請從列表中選擇級別；職級不算領導職務的級別。",
    ]
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("zh-hant"):
        services.enter_people(activity.pk, "甲局,部門,局長\n甲局,部門,局長", role="attended", actor=actor, at=cast.at)
    with translation.override("zh-hant"):
        assert str(refused.value.message) == "第2行：此人已按這一身份登記。"


@pytest.mark.parametrize(("lines", "taken"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_list_has_one_line_to_five_hundred(cast: Any, lines: int, taken: bool) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = "\n".join(f"局{number},department,科長" for number in range(lines)) or " \n"
    if taken:
        assert services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at) == lines
        return
    with nothing_changes(), pytest.raises(InvalidInput, match="請粘貼一至五百行。"):
        services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at)


def test_the_names_of_the_lists_are_understood_in_every_language() -> None:
    names = codes_by_name()
    assert [names["body_kind"][each] for each in ("政府", "黨委", "党委", "Government", "cppcc")] == [
        "government", "party", "party", "government", "cppcc",
    ]  # fmt: skip
    assert [names["role"][each] for each in ("講話", "讲话", "Spoke")] == ["spoke"] * 3
    assert names["rank"]["縣處級副職"] == names["rank"]["县处级副职"] == "county_deputy"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a\tb，c\td", ["a", "b，c", "d"]),
        ("a，b ，c", ["a", "b", "c"]),
        ("a;b", ["a", "b"]),
        ("a", ["a"]),
    ],
)
def test_a_line_is_cut_at_its_own_mark(line: str, cells: list[str]) -> None:
    assert cells_of(line) == cells


@generated(st.text(max_size=80))
def test_any_line_is_read_as_something_or_named(line: str) -> None:
    told = read_line(line, {"body_kind": {}, "rank": {}, "role": {}}, "attended")
    assert isinstance(list(faults(told, ranks())), list)
    assert all(text.strip() and number > 0 for number, text in lines_of(line))
