"""The shipped table comes into a database that lacks its lines, and leaves alone what a place has decided itself."""

import importlib
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps

from open315.law.models import CompetenceRule
from open315.law.seeds import load_missing_lines, shipped_lines

pytestmark = pytest.mark.django_db


def test_every_shipped_line_is_there_once_with_its_translation() -> None:
    load_missing_lines()
    assert CompetenceRule.objects.count() == len(shipped_lines())
    rule = CompetenceRule.objects.get(code="drugs", valid_until=None)
    assert (rule.kind, rule.beside, rule.place) == ("", False, "general")
    assert rule.article_in.en == "Drug Administration Law Art 8; SAMR Order 121 Art 43"


def test_a_line_that_somebody_ended_stays_ended() -> None:
    CompetenceRule.objects.filter(code="property").update(valid_until=date(2026, 1, 1))
    load_missing_lines()
    assert CompetenceRule.objects.get(code="property").valid_until == date(2026, 1, 1)


def test_a_line_that_somebody_ended_before_it_was_shipped_in_two_stays_ended() -> None:
    CompetenceRule.objects.filter(code="housing", valid_from=date(2007, 8, 30)).delete()
    CompetenceRule.objects.filter(code="housing").update(valid_until=date(2026, 1, 1))
    load_missing_lines()
    assert [each.valid_until for each in CompetenceRule.objects.filter(code="housing")] == [date(2026, 1, 1)]


MIGRATION = importlib.import_module("open315.law.migrations.0004_articles_of_their_days")


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, 0),
        ({"valid_until": date(2026, 1, 1)}, 1),
        ({"article": "市規則第三條"}, 1),
        ({"place": "trader_address"}, 1),
        ({"valid_from": date(2000, 1, 1)}, 1),
    ],
)
def test_only_a_line_that_stands_as_it_was_shipped_makes_room(changes: dict[str, object], left: int) -> None:
    CompetenceRule.objects.filter(code="housing").delete()
    was = {
        "code": "housing", "priority": 50, "goods": "housing", "place": "matter", "sector": "construction", "level": 3,
        "article": "城市房地產管理法第七條", "valid_from": date(1995, 1, 1), "valid_until": None, **changes,
    }  # fmt: skip
    CompetenceRule.objects.create(**was)
    MIGRATION.take_back(apps, SimpleNamespace(connection=SimpleNamespace(alias="default")))
    assert CompetenceRule.objects.filter(code="housing").count() == left


def test_every_line_that_made_room_comes_back_right() -> None:
    again = {(code, date.fromisoformat(since)) for code, since, _place, _article in MIGRATION.SHIPPED}
    shipped = {(each["code"], each["valid_from"]): each for each in shipped_lines()}
    assert again <= set(shipped)
    assert shipped["housing", date(1995, 1, 1)]["valid_until"] == date(2007, 8, 29)
    assert shipped["post", date(2009, 10, 1)]["level"] == 1
    assert shipped["transport", date(2004, 7, 1)]["place"] == "matter"


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        ({}, False),
        ({"valid_from": date(1990, 1, 1), "valid_until": date(1994, 12, 31)}, True),
        ({"priority": 40}, True),
        ({"kind": "report"}, True),
        ({"goods": "housing"}, True),
    ],
)
def test_a_places_own_line_of_the_same_pattern_keeps_the_shipped_one_out(
    changes: dict[str, object], comes: bool
) -> None:
    CompetenceRule.objects.filter(code__in=("property", "housing")).delete()
    own = {
        "code": "wh-housing", "priority": 50, "goods": "property", "place": "matter", "sector": "market", "level": 3,
        "article": "市規則第三條", "valid_from": date(2020, 1, 1), "valid_until": None, **changes,
    }  # fmt: skip
    CompetenceRule.objects.create(**own)
    load_missing_lines()
    assert CompetenceRule.objects.filter(code="property").exists() is comes
