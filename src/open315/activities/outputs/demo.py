"""What the held activities of the demo put out: invented numbers, the same every time.

Councils tell numbers as they do: some exact, most approximate, one in words, one not at all.
"""

from collections.abc import Callable

from open315.activities.outputs.types import Told
from open315.activities.types import Kind

INVENTED: dict[Kind, dict[str, int]] = {
    Kind.MEETING: {"attendance": 40},
    Kind.SEMINAR: {"attendance": 90, "enterprises": 30, "outlets": 8},
    Kind.LECTURE: {"leaflets": 300, "listeners": 120, "experts": 2},
    Kind.PRESS: {"attendance": 50, "outlets": 12, "typical_cases": 10},
    Kind.CONSULTATION: {
        "leaflets": 3000,
        "boards": 30,
        "enquiries": 400,
        "complaints_taken": 40,
        "settled_on_spot": 25,
        "department_stalls": 12,
        "consultation_points": 5,
        "lawyers": 4,
        "volunteers": 60,
    },
}
FEW = 100
"""Below it everybody counts exactly."""
WAYS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n // 100 * 100}餘",
    lambda n: f"近{-(-n // 100) * 100}",
    lambda n: f"{n}",
    lambda n: f"約{n // 100 * 100}",
    lambda _n: "數百",
)


def told_of(kind: Kind, number: int) -> list[Told]:
    """What the council tells of the activity with this number; every seventh tells nothing yet."""
    if number % 7 == 0:
        return []
    return [
        Told(indicator, "", _said(size, number, place))
        for place, (indicator, size) in enumerate(INVENTED.get(kind, {}).items())
    ]


def _said(size: int, number: int, place: int) -> str:
    value = size * (80 + (number * 37 + place * 11) % 60) // 100
    if size < FEW:
        return str(value)
    return WAYS[(number + place) % len(WAYS)](value)
