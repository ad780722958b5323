"""Divisions change their names: with a day the old one stays known with its dates, without one a mistake is corrected."""

from datetime import date, timedelta
from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.outbox.models import OutboxEvent
from open315.org import queries
from open315.org.models import Region, RegionName
from open315.org.queries.lists import regions_below, regions_called
from open315.org.tests.office import AT, TODAY, Office
from open315.org.tests.using import USES

EVE = TODAY - timedelta(days=1)
Names = list[tuple[str, date | None, date | None]]


def names_of(code: str) -> Names:
    rows = RegionName.objects.filter(region=code).order_by("pk")
    return list(rows.values_list("name", "valid_from", "valid_until"))


RENAMINGS: list[tuple[str, dict[str, Any], tuple[str, str], Names]] = [
    # of which region, what is given, its names then, and those of earlier days
    (
        "420600", {"name": " 新襄市 ", "name_in": {"en": " Xinxiang "}, "since": TODAY}, ("新襄市", "Xinxiang"),
        [("襄樊市", None, date(2010, 11, 30)), ("襄陽市", date(2010, 12, 1), EVE), ("新襄市", TODAY, None)],
    ),
    (
        "420100", {"name": "大武漢市", "since": date(2026, 5, 1)}, ("大武漢市", ""),
        [("武漢市", None, date(2026, 4, 30)), ("大武漢市", date(2026, 5, 1), None)],
    ),
    (
        "420600", {"name": "襄陽市", "name_in": {"en": "Xiangyang City"}, "since": TODAY}, ("襄陽市", "Xiangyang City"),
        [("襄樊市", None, date(2010, 11, 30)), ("襄陽市", date(2010, 12, 1), None)],
    ),
    ("420100", {"name": "武汉市", "name_in": {"en": "Wuhan"}}, ("武汉市", "Wuhan"), []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given", "now", "names"), RENAMINGS)
def test_a_new_name_is_dated_where_a_day_is_given(
    office: Office, code: str, given: dict[str, Any], now: tuple[str, str], names: Names
) -> None:
    before = Region.objects.exclude(pk=code).count(), RegionName.objects.exclude(region=code).count()
    old = Region.objects.get(pk=code)
    USES["rename_region"](office, **{"code": code, "name_in": {}, "since": None, **given})
    region = Region.objects.get(pk=code)
    assert (region.name, region.name_in.en) == now
    assert (region.level, region.parent_id, region.order) == (old.level, old.parent_id, old.order)
    assert names_of(code) == names
    assert (Region.objects.exclude(pk=code).count(), RegionName.objects.exclude(region=code).count()) == before
    said = {"from": old.name, "to": now[0], "since": given["since"].isoformat() if "since" in given else ""}
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.object_type, entry.object_id, entry.data, entry.at) == (
        "org.region_renamed", "region", code, said, AT,
    )  # fmt: skip
    assert not OutboxEvent.objects.exists()
    assert queries.region_name(code).zh_hant == now[0]


def test_a_corrected_name_is_corrected_among_the_names_by_date(office: Office) -> None:
    """The page shows the present name twice: as the name, and as the last of its names."""
    USES["rename_region"](office, name="襄阳市", since=None)
    assert names_of("420600") == [("襄樊市", None, date(2010, 11, 30)), ("襄阳市", date(2010, 12, 1), None)]


def test_names_by_date_are_read_from_the_oldest_on(office: Office) -> None:
    USES["rename_region"](office, name="新襄市", since=TODAY)
    for rows in (regions_below("420000"), regions_called("襄樊")):
        region = next(each for each in rows if each.pk == "420600")
        assert [each.name for each in region.names.all()] == ["襄樊市", "襄陽市", "新襄市"]


def test_a_refused_name_leaves_the_dates_alone(office: Office) -> None:
    with pytest.raises(Exception, match="現名"):
        USES["rename_region"](office, since=date(2010, 12, 1))
    assert names_of("420600") == [("襄樊市", None, date(2010, 11, 30)), ("襄陽市", date(2010, 12, 1), None)]
    assert Region.objects.get(pk="420600").name == "襄陽市"
