"""Days that forms take, on both sides of the bounds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from open315.core.ui.days import DayField


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_no_case_can_mean_is_refused_at_its_field(day: str) -> None:
    """Renaming a body since 0001-01-01 was an internal error: there is no day before."""
    with pytest.raises(ValidationError):
        DayField().clean(day)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2026, 5, 12), date(2999, 12, 31)])
def test_every_other_day_is_taken(day: date) -> None:
    assert DayField().clean(day.isoformat()) == day


def test_no_day_is_none_where_none_is_needed() -> None:
    assert DayField(required=False).clean("") is None
