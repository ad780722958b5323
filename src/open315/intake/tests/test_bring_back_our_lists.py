"""Every list that leaves the product and comes back as a sheet: unchanged it is nothing new, with one cell changed that cell is told."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from open315.cases.models import Case
from open315.core import jobs
from open315.core.errors import InvalidInput
from open315.core.exports import stream_csv, write_xlsx
from open315.core.facts import Period, Scope, figure, rows_spec, table
from open315.core.facts.address import rows_path
from open315.core.ops import export
from open315.core.pages.declared import LISTS
from open315.intake.models import SheetImport
from open315.intake.sheet_import import own_lists, result_file, services
from open315.intake.sheet_import.columns import Mapping, Target
from open315.org.views_staff import lists
from tests.round_trip.doors import staff

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hant", "zh-hans", "en"]
LEDGER = """登记日期,来源渠道,投诉人,电话,商家,投诉内容,诉求,性质,商品类别,涉案金额,办结日期,结果,挽回损失
2026-01-05,电话,李测试,13800138000,甲店,冰箱坏了,退货,质量,家电,1999.5,2026-02-01,调解成功,1000.25
2026-01-06,热线,王测试,13800138001,乙店,"=洗衣机坏了,
水流了一地",退货、赔偿,质量,家电,约2000,2026-02-02,调解不成,
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("zh-hant"):
        yield


def bring(cast: Any, content: bytes | str, name: str = "a.csv", source: str = "12315") -> SheetImport:
    """The sheet, taken in as it is guessed."""
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    sheet = services.receive_sheet(file, source=source, council_id=cast.bodies["wuhan"].pk, **who)
    services.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), **who)
    job = services.start_import(sheet.pk, **who).job_id
    assert job
    jobs.run(job)
    sheet.refresh_from_db()
    return sheet


def counts(sheet: SheetImport) -> tuple[int, int, int, int]:
    return sheet.rows_new, sheet.rows_known, sheet.rows_differing, sheet.rows_wrong


def told(sheet: SheetImport) -> list[tuple[str, str]]:
    return [(line[2], line[4]) for line in result_file.lines_of(sheet)]


def stored() -> list[Any]:
    return list(
        Case.objects.order_by("pk").values_list("pk", "title", "narrative", "amount_cents", "recovered_cents", "result")
    )


def downloaded(cast: Any, address: str, language: str, **asked: str) -> bytes:
    client = staff(cast, "supervisor")
    client.cookies["django_language"] = language
    return b"".join(client.get(address, asked).streaming_content)  # type: ignore[attr-defined]


def with_one_cell_changed(content: bytes, row: int, old: str, new: str) -> str:
    """The file with one cell of this row of the list changed."""
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert lines[row].count(old) == 1
    lines[row] = [new if cell == old else cell for cell in lines[row]]
    out = StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def rows_of_figures(cast: Any) -> Iterator[str]:
    """The addresses of files with the rows behind figures of every kind: counts, sums, shares, one line of a table."""
    period, scope, actor = (
        Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 12)),
        Scope(),
        cast.actor("supervisor"),
    )
    facts = [figure(key, period, scope, actor) for key in ("cases.received", "cases.recovered_cents", "cases.closed")]
    facts.append(table("cases.by_nature", period, scope, actor).line("quality"))
    return (rows_path(fact).replace("/rows/", "/rows.csv") for fact in facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_behind_a_figure_come_back_as_the_cases_they_tell_of(cast: Any, language: str) -> None:
    bring(cast, LEDGER)
    before = stored()
    assert len(before) == 2
    for address in rows_of_figures(cast):
        again = bring(cast, downloaded(cast, address, language))
        assert again.rows_known >= 1, address
        assert counts(again) == (0, again.rows_known, 0, 0), (address, told(again))
    assert stored() == before


OURS = ["activities", "audit", "law.competence", "law.packs", "org.accounts", "org.bodies", "org.regions"]


def declared(name: str) -> Any:
    reverse("imports:list")  # all rooms have declared their lists once the addresses are known
    return LISTS.find(name)


def test_no_declared_list_with_a_file_can_be_brought_as_cases(db: None) -> None:
    assert declared("audit")
    with_file = [each for each in LISTS if each.export is not None]
    assert set(OURS) <= {each.name for each in with_file}
    for page in with_file:
        assert page.export
        header = [str(each) for each in page.export.header()]
        alike = [re.escape(str(each.title)) for each in with_file if [*map(str, each.export.header())] == header]
        with pytest.raises(InvalidInput, match="|".join(alike)):
            own_lists.refuse(header)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_a_list_of_ours_that_holds_no_cases_is_refused_by_its_name(cast: Any, name: str, language: str) -> None:
    """The audit log brought as a sheet made cases of half its rows."""
    page = declared(name)
    with translation.override(language):
        head = [str(each) for each in page.export.header()]
    file = SimpleUploadedFile("a.csv", b"".join(stream_csv([["x"] * len(head)] * 3, head)))
    with pytest.raises(InvalidInput) as refusal:
        services.receive_sheet(
            file, source="12315", council_id=cast.bodies["wuhan"].pk, actor=cast.actor("clerk"), at=cast.at
        )
    assert str(refusal.value.message) == (
        f"這是本系統的「{page.title}」，每一行都不是案件。請選擇案件清單：一行一件，並有一列寫明發生了什麼。"
    )
    assert refusal.value.field == "file"
    assert not SheetImport.objects.exists()


def test_the_audit_log_as_somebody_downloads_it_is_refused_also_with_two_columns_taken_out(cast: Any) -> None:
    page = declared("audit")
    head = [str(each) for each in page.export.header()]
    lines = [head, ["1", "2026-05-12", "cases.opened", "李", "staff", "1", "2", "cases.case", "3", "看了案件"]]
    for columns in (range(10), range(2, 10)):
        out = StringIO()
        csv.writer(out).writerows([[line[at] for at in columns] for line in lines])
        with pytest.raises(InvalidInput, match="審計日誌"):
            bring(cast, out.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_behind_a_figure_of_activities_are_no_cases_and_those_of_cases_are(db: None, language: str) -> None:
    """Brought in English, their titles became cases received today."""
    declared("audit")
    with translation.override(language):
        activities, cases = ([str(each.label) for each in rows_spec(name).columns] for name in ("activities", "cases"))
    with pytest.raises(InvalidInput, match="統計指標所依據的記錄"):
        own_lists.refuse(activities)
    own_lists.refuse(cases)


def test_such_a_list_on_a_second_sheet_is_refused_when_it_is_chosen(cast: Any) -> None:
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    file = SimpleUploadedFile("a.csv", LEDGER.encode())
    sheet = services.receive_sheet(file, source="12315", council_id=cast.bodies["wuhan"].pk, **who)
    page = declared("org.accounts")
    with pytest.raises(InvalidInput, match="賬號"):
        services.set_mapping(
            sheet.pk, Mapping(headings=tuple(map(str, page.export.header())), columns={0: Target.TITLE}), **who
        )


def test_a_foreign_sheet_that_shares_some_headings_with_a_list_of_ours_comes_in(cast: Any) -> None:
    found = bring(cast, "名稱,類型,地區,電話,地址,電子郵箱,投訴內容\n甲店,投訴,武漢市,13800138000,某處,,冰箱壞了\n")
    assert counts(found) == (1, 0, 0, 0)


def test_a_changed_cell_of_the_rows_behind_a_figure_is_told_and_changes_nothing(cast: Any) -> None:
    bring(cast, LEDGER)
    before = stored()
    [address, *_others] = rows_of_figures(cast)
    changed = with_one_cell_changed(downloaded(cast, address, "zh-hant"), 2, "甲店", "丁店")
    again = bring(cast, changed)
    assert counts(again) == (0, 1, 1, 0), told(again)
    assert "經營者" in next(why for outcome, why in told(again) if outcome == result_file.DIFFERS)
    assert stored() == before


@pytest.mark.parametrize(
    ("old", "new", "column"), [("甲店", "丁店", "經營者"), ("1999.50", "1999.51", "金額"), ("1000.25", "900", "挽回")]
)
def test_a_changed_cell_of_the_list_of_cases_is_told_and_changes_nothing(
    cast: Any, old: str, new: str, column: str
) -> None:
    bring(cast, LEDGER)
    before = stored()
    again = bring(
        cast, with_one_cell_changed(downloaded(cast, "/console/cases/export/", "zh-hant", view="all"), 2, old, new)
    )
    assert counts(again) == (0, 1, 1, 0), told(again)
    assert column in next(why for outcome, why in told(again) if outcome == result_file.DIFFERS)
    assert stored() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_comes_back_as_nothing_new(cast: Any, language: str, kind: str) -> None:
    first = bring(cast, LEDGER)
    before = stored()
    client = staff(cast, "clerk")
    client.cookies["django_language"] = language
    answer = client.get(f"/console/imports/{first.pk}/result.{kind}")
    again = bring(cast, b"".join(answer.streaming_content), f"a.{kind}")  # type: ignore[attr-defined]
    assert counts(again) == (0, 2, 0, 0), told(again)
    assert stored() == before


def test_a_corrected_cell_of_a_result_is_taken_in_and_nothing_else(cast: Any) -> None:
    first = bring(cast, LEDGER + "去年,电话,张测试,13800138002,丙店,电视坏了,退货,质量,家电,1,,,\n")
    assert counts(first) == (2, 0, 0, 1)
    result = downloaded(cast, f"/console/imports/{first.pk}/result.csv", "zh-hant")
    again = bring(cast, with_one_cell_changed(result, 3, "去年", "2026-01-08"))
    assert counts(again) == (1, 2, 0, 0), told(again)
    assert Case.objects.count() == 3


@pytest.mark.parametrize("page", [lists.BODIES, lists.ACCOUNTS], ids=lambda page: page.name)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_something_else_becomes_no_case(cast: Any, page: Any, kind: str, tmp_path: Path) -> None:
    """Bodies and accounts, as they are downloaded."""
    bring(cast, LEDGER)
    before = stored()
    rows = list(page.export.rows(page.read(cast.actor("administrator"), {})))
    assert rows
    if kind == "csv":
        content = b"".join(stream_csv(rows, page.export.header()))
    else:
        with (tmp_path / "list.xlsx").open("w+b") as file:
            write_xlsx(file, rows, page.export.header())
        content = (tmp_path / "list.xlsx").read_bytes()
    with pytest.raises(InvalidInput, match="每一行都不是案件"):
        bring(cast, content, name=f"list.{kind}")
    assert stored() == before


def test_the_table_of_cases_of_an_export_of_everything_comes_back_as_nothing_new(cast: Any) -> None:
    bring(cast, LEDGER)
    before = stored()
    asked = export.request_export(actor=cast.actor("administrator"), at=cast.at)
    jobs.run(asked.pk)
    with export.open_export(asked.pk, actor=cast.actor("administrator"), at=cast.at) as file, ZipFile(file) as archive:
        content = archive.read("cases_case.csv")
    again = bring(cast, content)
    assert again.rows_new == 0, told(again)
    assert stored() == before
