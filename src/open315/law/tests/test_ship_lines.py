"""The shipped table comes into a database that lacks its lines, and leaves alone what a place has decided itself."""

from datetime import date

import pytest

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
    CompetenceRule.objects.filter(code="housing").update(valid_until=date(2026, 1, 1))
    load_missing_lines()
    assert CompetenceRule.objects.get(code="housing").valid_until == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        ({}, False),
        ({"valid_from": date(1990, 1, 1), "valid_until": date(1994, 12, 31)}, True),
        ({"priority": 40}, True),
        ({"kind": "report"}, True),
        ({"goods": "property"}, True),
    ],
)
def test_a_places_own_line_of_the_same_pattern_keeps_the_shipped_one_out(
    changes: dict[str, object], comes: bool
) -> None:
    CompetenceRule.objects.filter(code="housing").delete()
    own = {
        "code": "wh-housing", "priority": 50, "goods": "housing", "place": "matter", "sector": "market", "level": 3,
        "article": "市規則第三條", "valid_from": date(2020, 1, 1), "valid_until": None, **changes,
    }  # fmt: skip
    CompetenceRule.objects.create(**own)
    load_missing_lines()
    assert CompetenceRule.objects.filter(code="housing").exists() is comes
