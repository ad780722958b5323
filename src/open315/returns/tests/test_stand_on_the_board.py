"""Late returns on the board of their campaign."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from open315.campaigns.board.registry import board_of
from open315.returns.models import Return
from open315.returns.tests.making import asked, campaign

pytestmark = pytest.mark.django_db


def late(cast: Any, today: date, year: int = 2026) -> list[Any]:
    with time_machine.travel(datetime(today.year, today.month, today.day, 4, tzinfo=UTC), tick=False):
        board = {each.key: each for each in board_of(cast.actor("secretariat"), campaign(cast, year), today)}
    return [(str(item.what), item.day, item.whom, item.href) for item in board["late"].items]


def test_a_return_is_late_once_its_day_is_over_and_it_is_not_signed(cast: Any) -> None:
    call = asked(cast)
    wuhan, huangshi = (Return.objects.get(call=call, council=cast.bodies[name]) for name in ("wuhan", "huangshi"))
    assert late(cast, date(2026, 5, 20)) == []
    assert late(cast, date(2026, 5, 21)) == [
        ("尚未上報", date(2026, 5, 20), "武漢市消費者協會", f"/console/returns/{wuhan.pk}/"),
        ("尚未上報", date(2026, 5, 20), "黃石市消費者委員會", f"/console/returns/{huangshi.pk}/"),
    ]
    assert late(cast, date(2026, 5, 21), 2025) == []
    Return.objects.filter(pk=wuhan.pk).update(state="signed")
    assert [whom for _what, _day, whom, _href in late(cast, date(2026, 5, 21))] == ["黃石市消費者委員會"]
