"""Numbers that come back from a browser: what is none is none, and no error."""

import pytest

from open315.core.text import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("３１５", 315),
        ("9" * 18, 10**18 - 1),
        ("1" + "0" * 18, None),
        ("9" * 5000, None),
        ("", None),
        ("abc", None),
        ("²", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
    ],
)
def test_only_digits_that_a_database_keeps_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number
