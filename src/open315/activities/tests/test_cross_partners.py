"""Departments and partners × councils, and what was promised and not delivered: counts by hand, and against the figures of the same days."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services
from open315.activities.models import Activity
from open315.activities.partners import services as partners
from open315.activities.partners.matrix import lines_of
from open315.activities.partners.queries import listed
from open315.activities.partners.rules import Standing, office_of, standing
from open315.activities.partners.types import Contribution
from open315.activities.partners.units import places
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.activities.units import units_of
from open315.campaigns import services as campaigns
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope, compute

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ON_THAT_DAY = time_machine.travel(NOW, tick=False)
URL = "/console/activities/partners/matrix/"
JUNE = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)
GIVEN = Contribution(2)


def asked(activity: Activity, actor: Any, name: str, until: str = "invite", kind: str = "department") -> Any:
    """A body that was invited, and what it said or did since."""
    act = {"actor": actor, "at": NOW}
    row = partners.invite_partner(activity.pk, name=name, kind=kind, **act)
    if until in ("promise", "deliver"):
        partners.promise(row.pk, GIVEN, **act)
    if until == "deliver":
        partners.deliver(row.pk, GIVEN, **act)
    if until == "decline":
        partners.decline(row.pk, reason="", **act)
    if until == "miss":
        partners.promise(row.pk, GIVEN, **act)
        partners.miss(row.pk, reason="", **act)
    return row


@pytest.fixture
def world(cast: Any) -> Any:
    """The province held one and plans one in June; Wuhan held one and has one of which nobody says anything."""
    province, city = cast.actor("secretariat"), wuhan(cast)
    march = held(province, cast.at)
    asked(march, province, "湖北省公安廳", "deliver")
    asked(march, province, "律師協會", "miss", kind="lawyers")
    june = planned(province, cast.at, starts_at=JUNE, ends_at=JUNE)
    asked(june, province, "湖北省公安廳", "promise")
    asked(june, province, "律師協會", kind="lawyers")
    own = held(city, cast.at)
    asked(own, city, "武漢市公安局", "deliver")
    asked(own, city, "江岸區公安局", "decline")
    silent = planned(city, cast.at)
    asked(silent, city, "武汉市公安局", "promise")
    off = planned(city, cast.at)
    asked(off, city, "武漢市公安局", "promise")
    services.cancel_activity(off.pk, reason="雨", actor=city, at=NOW)
    return cast


def counted(actor: Any, **wanted: Any) -> dict[str, dict[int, dict[str, int]]]:
    """Office → unit → standing → number."""
    return {
        line.office: {unit: dict(counts) for unit, counts in line.cells.items()}
        for line in lines_of(actor, wanted, units_of(actor), NOW)
    }


@pytest.mark.parametrize(
    ("partner", "activity", "has_begun", "found"),
    [
        ("invited", "planned", False, "invited"),
        ("invited", "planned", True, "invited"),
        ("invited", "held", True, "invited"),
        ("invited", "cancelled", False, "off"),
        ("promised", "planned", False, "promised"),
        ("promised", "planned", True, "missing"),
        ("promised", "held", True, "missing"),
        ("promised", "cancelled", True, "off"),
        ("delivered", "held", True, "came"),
        ("delivered", "planned", True, "promised"),
        ("delivered", "cancelled", True, "off"),
        ("missing", "held", True, "missing"),
        ("missing", "cancelled", True, "missing"),
        ("declined", "planned", False, "declined"),
        ("declined", "cancelled", False, "declined"),
    ],
)
def test_where_a_body_stands_follows_from_both_states(partner: str, activity: str, has_begun: bool, found: str) -> None:
    assert standing(partner, activity, has_begun=has_begun) == found


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("武漢市公安局", "公安局"),
        ("湖北省武漢市公安局", "公安局"),
        ("武漢市江岸區公安局", "公安局"),
        ("公安局", "公安局"),
        ("武漢大學", "武漢大學"),
        ("武漢市", "武漢市"),
        ("江岸區武漢市", "武漢市"),
        ("公安局武漢市分局", "公安局武漢市分局"),
        ("", ""),
    ],
)
def test_offices_of_many_cities_are_one_line(name: str, office: str) -> None:
    assert office_of(name, frozenset({"湖北省", "武漢市", "江岸區"})) == office


@given(st.text(alphabet="甲乙丙", max_size=8))
def test_an_office_never_loses_its_whole_name(name: str) -> None:
    office = office_of(name, frozenset({"甲", "甲乙", "丙"}))
    assert name.endswith(office)
    assert bool(office) == bool(name)


def test_places_are_known_in_both_scripts(db: None) -> None:
    assert {"武漢市", "武汉市", "湖北省", "江岸區"} <= places()


def test_every_cell_is_counted_by_hand(world: Any) -> None:
    province, city = world.bodies["province"].pk, world.bodies["wuhan"].pk
    assert counted(world.actor("secretariat")) == {
        "公安廳": {province: {"came": 1, "promised": 1}},
        "公安局": {city: {"came": 1, "declined": 1, "missing": 1, "off": 1}},
        "律師協會": {province: {"missing": 1, "invited": 1}},
    }
    assert counted(world.actor("second_officer")) == {
        "公安局": {city: {"came": 1, "declined": 1, "missing": 1, "off": 1}}
    }


def test_the_lines_stand_by_kind_and_name_and_the_columns_by_region(world: Any) -> None:
    actor = world.actor("secretariat")
    lines = lines_of(actor, {}, units_of(actor), NOW)
    assert [(line.place, line.kind, line.office) for line in lines] == [
        (0, "department", "公安局"), (1, "department", "公安廳"), (2, "lawyers", "律師協會"),
    ]  # fmt: skip
    assert [line.number(Standing.CAME) for line in lines] == [1, 1, 0]
    assert [line.number(Standing.MISSING) for line in lines] == [1, 0, 1]
    assert [unit.council.name for unit in units_of(actor)] == [
        "湖北省消費者委員會",
        "武漢市消費者協會",
        "黃石市消費者委員會",
    ]
    assert [unit.council.name for unit in units_of(world.actor("second_officer"))] == ["武漢市消費者協會"]


@ON_THAT_DAY
def test_the_cells_add_up_to_the_figures_of_the_same_days(world: Any) -> None:
    actor = world.actor("secretariat")
    lines = lines_of(actor, {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}, units_of(actor), NOW)
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    for key, which, number in (("came", Standing.CAME, 2), ("undelivered", Standing.MISSING, 2)):
        assert sum(line.number(which) for line in lines) == number
        assert compute(f"activities.partners_{key}", march, Scope(region="42"), actor).value == number


@pytest.mark.parametrize(
    ("wanted", "offices"),
    [
        ({"kind": "lawyers"}, ["律師協會"]),
        ({"first": date(2026, 6, 1)}, ["公安廳", "律師協會"]),
        ({"last": date(2026, 5, 31)}, ["公安局", "公安廳", "律師協會"]),
    ],
)
def test_the_matrix_is_narrowed_by_kind_and_days(world: Any, wanted: dict[str, Any], offices: list[str]) -> None:
    assert sorted(counted(world.actor("secretariat"), **wanted)) == sorted(offices)


def test_a_campaign_stands_for_its_days_and_another_s_for_none(world: Any) -> None:
    actor = world.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=NOW)
    found = counted(actor, campaign=campaign.pk)
    assert found["公安廳"] == {world.bodies["province"].pk: {"came": 1}}
    assert listed(actor, {"campaign": campaign.pk + 1}).count() == 0
    assert listed(world.actor("second_officer"), {"campaign": campaign.pk}).count() == 0


@ON_THAT_DAY
def test_a_cell_opens_the_rows_that_it_was_counted_from(world: Any) -> None:
    client = browser(world)
    page = client.get(URL, {"first": "2026-03-01"}).content.decode()
    cells = [html.unescape(href) for href in re.findall(r'class="partners-cell" href="([^"]+)"', page)]
    assert len(cells) == 3
    found = {}
    for href in cells:
        assert "first=2026-03-01" in href
        rows = words(client.get(href).content.decode())
        office = re.search("office=([^&]+)", href)
        found[office[1] if office else ""] = rows
    (bureau,) = [rows for rows in found.values() if "武漢市公安局" in rows]
    assert all(name in bureau for name in ("武漢市公安局", "江岸區公安局", "武汉市公安局"))
    assert "湖北省公安廳" not in bureau
    seen = words(page)
    assert "到場 1、承諾未到位 1、謝絕 1" in seen
    assert "到場 1、已承諾 1" in seen


def test_the_column_of_one_council_and_an_unknown_one(world: Any) -> None:
    client, city = browser(world), world.bodies["wuhan"].pk
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', client.get(URL, {"unit": city}).content.decode(), re.DOTALL)
    assert [words(head) for head in heads] == ["參與單位", "單位類別", "武漢市", "到場合計"]
    actor = world.actor("secretariat")
    assert {row.name for row in listed(actor, {"unit": city})} == {"武漢市公安局", "江岸區公安局", "武汉市公安局"}
    assert listed(actor, {"unit": world.bodies["province"].pk}).count() == 4
    assert listed(actor, {"unit": 999_999}).count() == 0
    assert listed(world.actor("second_officer"), {"unit": world.bodies["province"].pk}).count() == 0


def test_an_office_is_found_in_either_script(world: Any) -> None:
    actor = world.actor("secretariat")
    for office in ("公安廳", "公安厅"):
        assert {row.name for row in listed(actor, {"office": office})} == {"湖北省公安廳"}
    assert listed(actor, {"office": "公安"}).count() == 0


@ON_THAT_DAY
def test_the_matrix_leaves_as_a_file(world: Any) -> None:
    answer = browser(world).get(f"{URL}export/?format=csv&unit={world.bodies['wuhan'].pk}")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[0] == [
        "參與單位",
        "單位類別",
        *(f"武漢市消費者協會: {word}" for word in ("到場", "承諾未到位", "已承諾", "已邀請，未答覆", "謝絕")),
    ]
    assert rows[1] == ["公安局", "部門", "1", "1", "0", "0", "1"]


@ON_THAT_DAY
def test_the_longest_open_promise_comes_first_and_each_leads_to_its_partner(world: Any) -> None:
    client = browser(world)
    page = client.get("/console/activities/partners/undelivered/").content.decode()
    names = [words(cell) for cell in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)]
    assert names == ["律師協會", "武汉市公安局"]
    for asked_for, number in (
        ({"kind": "lawyers"}, 1), ({"unit": world.bodies["wuhan"].pk}, 1), ({"first": "2026-04-01"}, 0), ({"q": "律師"}, 1),
    ):  # fmt: skip
        shown = client.get("/console/activities/partners/undelivered/", asked_for).content.decode()
        assert len(re.findall(r'<th scope="row"', shown)) == number
    answer = client.get("/console/activities/partners/undelivered/export/?format=csv")
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(text)) if row and row[0].isdigit()] == ["律師協會", "武汉市公安局"]
    city = browser(world, "second_officer").get("/console/activities/partners/undelivered/").content.decode()
    assert len(re.findall(r'<th scope="row"', city)) == 1


def test_without_partners_both_pages_say_what_to_do(cast: Any) -> None:
    client = browser(cast)
    assert "沒有參與單位" in words(client.get(URL).content.decode()) or "打開一項活動" in words(
        client.get(URL).content.decode()
    )
    assert "承諾的都已到位" in words(client.get("/console/activities/partners/undelivered/").content.decode())


def test_the_matrix_asks_the_database_as_often_for_many_as_for_few(world: Any) -> None:
    client, actor = browser(world), world.actor("secretariat")
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(12):
        activity = held(actor, world.at, starts_at=NOW - timedelta(days=number + 1), ends_at=NOW)
        asked(activity, actor, f"第{number}協會", "deliver", kind="association")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
