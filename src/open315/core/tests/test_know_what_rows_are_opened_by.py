"""What rows are opened by is known by name, or they are not opened."""

import pytest

from open315.core.facts.address import require_known

PERIOD = {"first": "2026-01-01", "last": "2026-03-31", "until": "2026-03-15"}


def test_the_period_and_what_a_room_names_are_known() -> None:
    require_known(PERIOD)
    require_known({"first": "2026-01-01"})
    require_known({**PERIOD, "region": "420100", "form": "press"}, "region", "form")


@pytest.mark.parametrize("name", ["region", "First", "untill"])
def test_anything_else_is_named_and_refused(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        require_known({**PERIOD, name: "1"}, "form")


def test_all_that_is_unknown_is_named_in_order() -> None:
    with pytest.raises(KeyError, match="a, b"):
        require_known({**PERIOD, "b": "1", "a": "1", "form": "x"}, "form")
