"""What the held activities of the demo put out: of 2010 what the source tells, of the years of the demo invented numbers, the same every time.

Councils tell numbers as they do: some exact, most approximate, one in words, one not at all.
"""

from collections.abc import Callable

from open315.activities.outputs.types import Told
from open315.activities.types import Kind

OF_2010: dict[str, dict[str, str]] = {
    "「消費與服務」年主題宣傳座談會": {"attendance": "150多", "enterprises": "80多", "outlets": "20多"},
    "「3·15我們在行動」大型直播活動": {
        "live_relays": "1",
        "typical_cases": "10",
        "hot_fields": "近10",
        "department_stalls": "數十",
        "viewer_messages": "眾多",
        "linked_places": "8",
    },
    "「聯通杯」消費維權法律知識競賽決賽": {
        "teams_first": "200多",
        "teams_second": "22",
        "teams_final": "8",
        "winning_score": "260",
        "first_prizes": "1",
        "second_prizes": "2",
        "third_prizes": "5",
        "organisation_awards": "13",
    },
    "「新聞直通車」三月專題節目": {"daily_series": "8"},
    "「二十大侵權案例」公佈": {"typical_cases": "20"},
    "《致餐飲企業的公開信》發佈": {"letters": "1", "alliance_cities": "22"},
}
"""By the title of the activity. “Many” and “dozens” are told in words; nothing that the source does not tell is here."""
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


def told_of(title: str, kind: Kind, number: int) -> list[Told]:
    """What the council tells of the activity with this number; every seventh tells nothing yet."""
    if title in OF_2010:
        return [Told(indicator, "", said) for indicator, said in OF_2010[title].items()]
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
