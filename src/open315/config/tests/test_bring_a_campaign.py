"""A campaign of another province as a folder of sheets: brought in from files by command, known by what it says, given out as it came."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import translation

from open315.activities.models import Activity, Output, Participation, Partner, Person
from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.models import Campaign, Measure, PlanVersion, Requirement
from open315.config.tests.commanding import ran
from open315.config.tests.folder_of_a_campaign import CITY, COUNTY, MADE, PROVINCE, SHEETS, brought
from open315.core.access import SYSTEM
from open315.core.errors import NotAllowed
from open315.core.facts import Period, Scope, figure
from open315.core.folders import sheets_of
from open315.org import queries as org
from open315.org.models import Organisation
from tests.rows import difference, everything

pytestmark = pytest.mark.django_db


def test_a_campaign_of_another_province_comes_into_an_empty_database(folder: Path) -> None:
    assert brought(folder) == {name: f"{count} made" for name, count in MADE.items()}
    assert list(Organisation.objects.order_by("path").values_list("name", "parent__name", "region_id", "kind", "short_name")) == [
        (PROVINCE, None, "330000", "council", "浙江省消保委"),
        (CITY, PROVINCE, "330300", "council", ""),
        (COUNTY, CITY, "330302", "council", ""),
    ]  # fmt: skip
    top = Campaign.objects.get(council__name=PROVINCE)
    assert (top.year, top.theme, top.theme_in.en, top.idea, top.goals, top.budget_cents, top.note) == (
        2026, "放心消費", "Safe consumption", "以人為本", "擴大影響", 1_200_050, "試",
    )  # fmt: skip
    assert [str(day) for day in (top.first_day, top.last_day, top.stat_first, top.stat_last)] == [
        "2026-03-01", "2026-03-31", "2025-01-01", "2025-12-31",
    ]  # fmt: skip
    measure = Measure.objects.get(title="現場諮詢")
    assert (measure.section.title, measure.section.text, measure.responsible, measure.venue, measure.budget_cents) == (
        "宣傳", "面向社會", "各市", "廣場", 50_000,
    )  # fmt: skip
    assert (str(measure.first_day), str(measure.last_day), measure.output, measure.text) == (
        "2026-03-15", "2026-03-16", "一萬份資料", "細則",
    )  # fmt: skip
    first, second = Requirement.objects.order_by("number")
    assert (first.text, first.put_by, str(first.put_on), first.answer, second.answer) == (
        "面向社會", "常務委員會", "2026-02-01", "列為專項", "",
    )  # fmt: skip
    assert {each.title for each in first.measures.all()} == {"現場諮詢", "部署會議"}
    version = PlanVersion.objects.get(campaign=top)
    assert (version.why, version.released_at is not None) == ("定稿", True)


def test_what_was_done_stands_where_the_folder_says(folder: Path) -> None:
    brought(folder)
    found = {each.title: each for each in Activity.objects.select_related("measure")}
    assert {title: (each.kind, each.state, each.reason) for title, each in found.items()} == {
        "部署會": ("meeting", "held", ""),
        "廣場諮詢": ("consultation", "held", ""),
        "社區講座": ("lecture", "cancelled", "下雨"),
        "校園講座": ("lecture", "planned", ""),
        "行業自律座談會": ("seminar", "held", ""),
    }
    meeting = found["部署會"]
    assert (meeting.title_in.en, str(meeting.starts_at), str(meeting.ends_at), meeting.region_id, meeting.venue, meeting.note) == (
        "Meeting", "2026-03-02 01:00:00+00:00", "2026-03-02 03:00:00+00:00", "330100", "會議室", "記",
    )  # fmt: skip
    assert [host.name for host in meeting.hosts.all()] == [PROVINCE, "某報社"]
    assert [(each.measure.title if each.measure else "") for each in (meeting, found["廣場諮詢"], found["社區講座"])] == [
        "部署會議", "現場諮詢", "",
    ]  # fmt: skip
    assert [each.number for each in meeting.requirements.all()] == [2]
    assert list(Output.objects.order_by("pk").values_list("activity__title", "indicator", "said", "hundredths", "bound")) == [
        ("廣場諮詢", "enquiries", "數百", None, ""),
        ("廣場諮詢", "leaflets", "3000餘", 300_000, "at_least"),
        ("廣場諮詢", "enquiries", "41", 4_100, "exact"),
        ("廣場諮詢", "leaflets", "163", 16_300, "exact"),
    ]  # fmt: skip
    assert list(Participation.objects.order_by("pk").values_list("person__office", "role", "rank", "is_guest")) == [
        ("副市長", "attended", "county", False),
        ("副市長", "spoke", "county", False),
        ("副市長", "attended", "county", False),
        ("副總經理", "attended", "", False),
        ("記者", "attended", "", False),
        ("副主席", "attended", "county", True),
    ]  # fmt: skip
    assert Person.objects.get(office="副主席").same_as == Person.objects.get(office="副市長")
    assert list(
        Partner.objects.order_by("pk").values_list(
            "name", "kind", "state", "reason", "promised_staff", "promised_stalls", "promised_materials",
            "delivered_staff", "delivered_stalls", "delivered_materials", "delivered_cents",
        )
    ) == [
        ("溫州市公安局", "department", "delivered", "", 3, 1, "展板", 2, 1, "展板", 10_000),
        ("溫州市電力公司", "enterprise", "missing", "停電", 2, None, "", None, None, "", None),
        ("某學院", "experts", "declined", "出差", None, None, "", None, None, "", None),
        ("某報社", "media", "invited", "", None, None, "", None, None, "", None),
        ("某協會", "association", "promised", "", None, 2, "", None, None, "", None),
    ]  # fmt: skip


def test_figures_of_what_was_brought_in_count_each_activity_and_person_once(folder: Path) -> None:
    brought(folder)
    march = Period(date(2026, 3, 1), date(2026, 3, 20))
    reader = org.acting_for(SYSTEM, PROVINCE, field="council")
    assert figure("activities.held", march, Scope(region="33"), reader).value == 3
    assert figure("activities.people", march, Scope(region="33"), reader).value == 3


def test_the_same_folder_again_changes_nothing(folder: Path) -> None:
    brought(folder)
    before = everything()
    assert brought(folder) == {name: f"{count} known" for name, count in MADE.items()}
    assert difference(before, everything()) == {}


def test_people_and_partners_of_a_folder_are_known_in_the_other_script(folder: Path) -> None:
    brought(folder)
    before = everything()
    for name in ("people", "partners"):
        text = (
            SHEETS[name]
            .replace("溫州市", "温州市")
            .replace("副市長", "副市长")
            .replace("學院", "学院")
            .replace("報社", "报社")
        )
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert brought(folder) == {name: f"{count} known" for name, count in MADE.items()}
    assert difference(before, everything()) == {}


def test_what_came_in_goes_out_as_it_came(folder: Path, tmp_path: Path) -> None:
    brought(folder)
    out, _err = ran("export_campaign", PROVINCE, "2026", str(tmp_path / "out"), language="zh-hant")
    assert out.splitlines() == [
        *(f"{name}.csv: {count} rows" for name, count in MADE.items()),
        f"written to {tmp_path / 'out'}",
    ]
    for name, text in SHEETS.items():
        given = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        assert (table(given) if name == "returns" else given) == (table(text) if name == "returns" else text), name
    with pytest.raises(CommandError, match="is there already"):
        ran("export_campaign", PROVINCE, "2026", str(tmp_path / "out"))


def table(text: str) -> list[dict[str, str]]:
    """The filled cells of each row: the sheet of returns has a column for every indicator of the dictionary."""
    return [{head: cell for head, cell in row.items() if cell} for row in csv.DictReader(StringIO(text))]


def test_a_workbook_comes_in_as_well(folder: Path, tmp_path: Path) -> None:
    brought(folder)
    ran("export_campaign", PROVINCE, "2026", str(tmp_path / "2026.xlsx"), language="zh-hans")
    assert brought(tmp_path / "2026.xlsx") == {name: f"{count} known" for name, count in MADE.items()}
    without = {
        "circulations",
        "comments",
        "proofs",
        "doubles",
    }  # nothing of the kind is in this folder; test_bring_what_lies_beside has them
    assert [each.name for each in sheets_of(FOLDER) if each.name not in without] == list(MADE)


def test_the_folder_of_a_city_holds_its_own_and_what_stands_below(folder: Path, tmp_path: Path) -> None:
    brought(folder)
    out, _err = ran("export_campaign", CITY, "2026", str(tmp_path / "out"))
    assert out.splitlines()[:-1] == [
        "bodies.csv: 2 rows", "campaigns.csv: 1 rows", "sections.csv: 1 rows", "measures.csv: 2 rows", "versions.csv: 1 rows", "committees.csv: 1 rows", "activities.csv: 3 rows",
        "outputs.csv: 2 rows", "people.csv: 2 rows", "partners.csv: 5 rows", "stalls.csv: 2 rows", "shifts.csv: 2 rows", "kit.csv: 2 rows", "counters.csv: 3 rows", "closings.csv: 1 rows",
    ]  # fmt: skip


def test_a_trial_answers_and_leaves_nothing(folder: Path) -> None:
    before = everything()
    assert brought(folder, is_trial=True) == {name: f"{count} made" for name, count in MADE.items()}
    assert difference(before, everything()) == {}
    assert org.body_named(PROVINCE) is None


def test_rows_that_cannot_be_are_named_with_their_column_and_the_others_come_in(folder: Path, tmp_path: Path) -> None:
    activities = (
        (folder / "activities.csv").read_text().replace("2026-03-16 09:00", "昨天").replace(f"5,{COUNTY}", "5,某會")
    )
    (folder / "activities.csv").write_text(
        activities + f"1,{CITY},講座,x,,2026-03-03 9:00,2026-03-03 10:00,330300,x,,計劃中,,,,,\n"
    )
    (folder / "outputs.csv").write_text(
        "活動編號,指標,填報值（照原文）\n2,宣傳資料,3000餘\n9,宣傳資料,1\n2,宣傳資料,2000\n2,解答諮詢,1至2\n"
    )
    (folder / "people.csv").write_text(SHEETS["people"].replace("人民政府,副市長\n", "人民政府,市長\n"))
    (folder / "strange.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="rows were refused"):
        ran("import_campaign", str(folder), language="en", answers=str(tmp_path / "answers.csv"))
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8-sig").splitlines()
    assert answers[0] == "sheet,row,came,column,words"
    assert [line for line in answers if ",refused," in line and line.startswith(("act", "out", "peo"))] == [
        'activities,4,refused,Begins,"Enter a day and a time, for example 2026-03-15 09:00."',
        "activities,6,refused,Council,There is no active body of this name: “某會”. Bodies come first.",
        "activities,7,refused,No.,Another activity of this folder has this number.",
        "outputs,3,refused,Activity (No.),Nothing of this name stands in the sheets before: “9”.",
        'outputs,4,refused,Value as it was written,"Something else stands there already: “3000餘”. Correct it on the page of the activity, with a reason."',
        'outputs,5,refused,Value as it was written,"Enter one number, as it is (1450) or as one says it (80餘, 近百, 約2000), or words (數百)."',
        "people,7,refused,Is the same person as (office),This person stands in no row before. Put the row of the other title first.",
    ]
    assert Participation.objects.count() == 5
    assert Activity.objects.count() == 3


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no "):
        ran("import_campaign", str(tmp_path / "none"))
    (tmp_path / "strange.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="there is no sheet of a campaign in it"):
        ran("import_campaign", str(tmp_path))
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(CommandError, match="PDF"):
        ran("import_campaign", str(tmp_path), language="en")


def test_what_is_not_there_is_not_given_out(cast: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no body 某會"):
        ran("export_campaign", "某會", "2026", str(tmp_path / "out"))
    name = cast.bodies["wuhan"].name
    with pytest.raises(CommandError, match=f"{name} has no campaign in 1999"):
        ran("export_campaign", name, "1999", str(tmp_path / "out"))


def test_a_council_acts_for_itself_and_those_below_alone(cast: Any) -> None:
    city = cast.actor("clerk")
    name = cast.bodies["wuhan"].name
    acting = org.acting_for(city, name, field="council")
    assert (acting.organisation_id, acting.account_id, acting.region_code) == (
        cast.bodies["wuhan"].pk,
        city.account_id,
        "420100",
    )
    with translation.override("en"), pytest.raises(NotAllowed, match="does not stand below") as refused:
        org.acting_for(city, cast.bodies["province"].name, field="council")
    assert refused.value.field == "council"
