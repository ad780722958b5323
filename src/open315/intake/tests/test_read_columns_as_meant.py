"""Columns as their headings, their marks and their words mean them: units, hidden numbers, equal headings, very many words."""

import csv
import re
from dataclasses import replace
from io import StringIO
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from open315.cases.models import Case
from open315.core import jobs
from open315.intake.models import SheetImport
from open315.intake.sheet_import import counted_in, result_file, services
from open315.intake.sheet_import.coded_values import Listed, Unlisted, Words, count_values
from open315.intake.sheet_import.columns import Defaults, Mapping, Target, carried_over
from open315.intake.sheet_import.preview import remark
from tests.round_trip.doors import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


def received(cast: Any, text: str) -> SheetImport:
    """The sheet as it was sent, its columns as they are guessed."""
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    file = SimpleUploadedFile("a.csv", text.encode())
    sheet = services.receive_sheet(file, source="县局", council_id=cast.bodies["wuhan"].pk, **who)
    return services.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), **who)


def brought(cast: Any, text: str) -> list[tuple[str, str]]:
    """Outcome and explanation of each row of the sheet."""
    sheet = services.start_import(received(cast, text).pk, actor=cast.actor("clerk"), at=cast.at)
    assert sheet.job_id
    jobs.run(sheet.job_id)
    sheet.refresh_from_db()
    return [(line[2], line[4]) for line in result_file.lines_of(sheet)]


def page(cast: Any, sheet: SheetImport, name: str) -> str:
    client: Client = staff(cast, "clerk")
    return client.get(f"/console/imports/{sheet.pk}/{name}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


# What a column is counted in.


def test_amounts_under_ten_thousand_yuan_are_tens_of_thousands(cast: Any) -> None:
    """「涉案金额（万元）」 1.5 became one yuan fifty, without a word."""
    head = "编号,投诉日期,内容,涉案金额（万元）,辦結日期,結果,挽回损失(千元)\n"
    told = brought(cast, head + "A1,2026-05-12,坏了,1.5,2026-05-20,调解成功,3\nA2,2026-05-12,坏了,800元,,,\n")
    assert told == [("new", ""), ("new", "")]
    assert list(Case.objects.order_by("id").values_list("amount_cents", "recovered_cents")) == [
        (1_500_000, 300_000),
        (80_000, None),
    ]


def test_amounts_of_another_currency_are_refused_with_what_to_do(cast: Any) -> None:
    told = brought(cast, "编号,投诉日期,内容,金额(美元)\nA1,2026-05-12,坏了,99\nA2,2026-05-12,坏了,\n")
    assert told == [
        (
            "wrong",
            "金额(美元)「99」: This column is not counted in yuan. Change the amounts into yuan, or leave the column out.",
        ),
        ("new", ""),
    ]


def test_the_page_of_columns_says_what_an_amount_is_counted_in() -> None:
    assert remark("涉案金额（万元）", Target.AMOUNT) == "A bare number is counted in units of 10,000 yuan."
    assert remark("挽回损失(美元)", Target.RECOVERED) == counted_in.OTHER_CURRENCY
    assert remark("涉案金额", Target.AMOUNT) == ""


ABOVE = "编号,投诉日期,内容,涉案金额,办结日期,结果,挽回金额\nA1,2026-05-12,坏了,1.5,2026-05-20,调解成功,0.3\nA2,2026-05-12,坏了,800元,,,\n"


@pytest.mark.parametrize(
    ("top", "amounts"),
    [
        ("2026年投诉登记表\n,,,,,,单位：万元\n", [(1_500_000, 300_000), (80_000, None)]),
        ("2026年投诉登记表（单位：万元）\n", [(1_500_000, 300_000), (80_000, None)]),
        ("2026年投诉登记表（千元）\n", [(150_000, 30_000), (80_000, None)]),
        ("填报单位：武汉市消协,,,,,,单位：元\n", [(150, 30), (80_000, None)]),
        ("填报单位：武汉市消协\n", [(150, 30), (80_000, None)]),
        ("单位：万元,,,,,,单位：千元\n", [(150, 30), (80_000, None)]),
    ],
)
def test_a_unit_noted_above_the_headings_holds_for_the_amounts_below(
    cast: Any, top: str, amounts: list[tuple[int, int | None]]
) -> None:
    """「單位：萬元」 stood above the headings, and 1.5 came in as one yuan fifty."""
    assert brought(cast, top + ABOVE) == [("new", ""), ("new", "")]
    assert list(Case.objects.order_by("id").values_list("amount_cents", "recovered_cents")) == amounts


def test_a_heading_that_names_its_own_unit_keeps_it_below_such_a_note(cast: Any) -> None:
    brought(cast, "单位：万元\n" + ABOVE.replace("挽回金额", "挽回金额（元）"))
    assert list(Case.objects.order_by("id").values_list("amount_cents", "recovered_cents")) == [
        (1_500_000, 30),
        (80_000, None),
    ]


def test_a_note_beside_the_headings_is_read_too_but_not_one_inside_a_heading(cast: Any) -> None:
    beside = received(cast, ABOVE.replace("挽回金额\n", "挽回金额,单位：万元\n"))
    assert Mapping.from_data(beside.mapping).defaults.unit == "10000"
    inside = received(cast, ABOVE.replace("挽回金额\n", "挽回金额（单位：万元）\n"))
    assert Mapping.from_data(inside.mapping).defaults.unit == ""


def test_dollars_noted_above_the_headings_are_no_yuan(cast: Any) -> None:
    told = brought(cast, "单位：万美元\n" + ABOVE)
    assert [outcome for outcome, _why in told] == ["wrong", "wrong"]
    assert "not counted in yuan" in told[0][1]


def test_the_page_of_columns_shows_the_unit_and_lets_a_person_choose_another(cast: Any) -> None:
    sheet = received(cast, "单位：万元\n" + ABOVE)
    shown = page(cast, sheet, "columns")
    assert re.search(r'<option value="10000"\s+selected\s*>tens of thousands of yuan \(萬元\)', shown)
    assert shown.count("A bare number is counted in units of 10,000 yuan.") == 2
    client: Client = staff(cast, "clerk")
    sent = {
        "kind": "complaint",
        "unit": "1000",
        **{f"column_{at}": each for at, each in sheet.mapping["columns"].items()},
    }
    assert client.post(f"/console/imports/{sheet.pk}/columns/", sent).status_code == 302
    sheet.refresh_from_db()
    assert sheet.mapping["defaults"]["unit"] == "1000"


def test_the_result_that_comes_back_keeps_the_unit_that_stood_above_the_headings(cast: Any) -> None:
    wrong = "单位：万元\n" + ABOVE.replace("A1,2026-05-12", "A1,unlesbar").replace("涉案金额", "数额")
    sheet = received(cast, wrong)
    mapping = Mapping.from_data(sheet.mapping)
    mapping = replace(mapping, columns={**mapping.columns, 3: Target.AMOUNT})
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    services.set_mapping(sheet.pk, mapping, **who)
    job = services.start_import(sheet.pk, **who).job_id
    assert job
    jobs.run(job)
    sheet.refresh_from_db()
    head = result_file.header(mapping)[len(result_file.HEADER) :]
    assert head == ["编号", "投诉日期", "内容", "数额（萬元）", "办结日期", "结果", "挽回金额（萬元）"]
    [line] = result_file.rows(sheet, mapping, shown=result_file.as_it_came, only_open=True)
    out = StringIO()
    csv.writer(out).writerows(
        [result_file.header(mapping), [str(each).replace("unlesbar", "2026-05-12") for each in line]]
    )
    assert brought(cast, out.getvalue()) == [("new", "")]
    assert list(Case.objects.filter(source_ref="A1").values_list("amount_cents", "recovered_cents")) == [
        (1_500_000, 300_000)
    ]


def test_what_one_sheet_was_counted_in_is_not_taken_for_the_next_one_of_its_source(cast: Any) -> None:
    assert Mapping.from_data(received(cast, "单位：万元\n" + ABOVE).mapping).defaults.unit == "10000"
    assert Mapping.from_data(received(cast, ABOVE).mapping).defaults.unit == ""


def test_what_is_only_about_is_told_of_recovered_money_and_on_the_preview(cast: Any) -> None:
    """「约2000」 was told in the result alone, and of money recovered nowhere."""
    head = "编号,投诉日期,内容,涉案金额,辦結日期,結果,挽回损失\n"
    sheet = received(cast, head + "A1,2026-05-12,坏了,约2000,2026-05-20,调解成功,1500左右\n")
    shown = page(cast, sheet, "preview")
    assert shown.count("This is only about; it is taken as the number it names.") == 2
    assert "2,000.00" in shown
    assert "1,500.00" in shown


# Numbers that are none.


@pytest.mark.parametrize("written", ["138****8000", "QQ 12345678", "O2712345678"])
def test_what_is_left_of_a_hidden_number_is_kept_and_no_number_is_taken(cast: Any, written: str) -> None:
    """Of 138****8000 the number 1388000 was stored."""
    told = brought(cast, f"编号,投诉日期,内容,联系电话\nA1,2026-05-12,坏了,{written}\n")
    words = "This is no whole telephone number. It is kept beside the case; no number is taken."
    assert told == [("new", f"联系电话「{written}」: {words}")]
    case = Case.objects.get()
    assert list(case.source_data) == ["联系电话"]
    assert not case.parties.exclude(phone_index="").exists()


# Headings.


def test_two_columns_of_one_name_are_both_kept() -> None:
    """Of two columns 「备注」 the second overwrote the first."""
    mapping = Mapping(headings=("备注", "内容", "备注", "", "备注"), columns={0: Target.KEEP, 2: Target.NARRATIVE})
    assert [mapping.heading(at) for at in range(6)] == ["备注", "内容", "备注 (2)", "#4", "备注 (3)", "#6"]
    assert carried_over(mapping, ("内容", "备注", "备注")) == {1: Target.KEEP, 2: Target.NARRATIVE}


def test_cells_under_one_name_stand_beside_the_case_each_under_its_own(cast: Any) -> None:
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    sheet = received(cast, "编号,投诉日期,内容,备注,备注\nA1,2026-05-12,坏了,第一,第二\n")
    mapping = Mapping.from_data(sheet.mapping)
    columns = {**mapping.columns, 3: Target.KEEP, 4: Target.KEEP}
    services.set_mapping(
        sheet.pk,
        Mapping.from_data({**mapping.as_data(), "columns": {str(k): v.value for k, v in columns.items()}}),
        **who,
    )
    job = services.start_import(sheet.pk, **who).job_id
    assert job
    jobs.run(job)
    assert Case.objects.get().source_data == {"备注": "第一", "备注 (2)": "第二"}


# A case that is over and has no result.


@pytest.mark.parametrize("tail", [",2026-05-20,", "已办结,2026-05-20,", "已办结,2026-05-20,妥善处理"])
def test_a_row_that_is_over_without_a_result_says_where_one_can_be_chosen_for_all(cast: Any, tail: str) -> None:
    """請選擇適用於此類案件的結果 named no way out for a ledger of a thousand rows."""
    [(outcome, why)] = brought(cast, f"编号,投诉日期,内容,状态,办结日期,结果\nA1,2026-05-12,坏了,{tail}\n")
    assert outcome == "wrong"
    assert (
        "choose a result for all rows that say none: it stands beside the columns, under “Result of closed cases”"
        in why
    )


def test_a_result_chosen_for_all_rows_holds_for_those_that_say_none(cast: Any) -> None:
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    sheet = received(cast, "编号,投诉日期,内容,办结日期\nA1,2026-05-12,坏了,2026-05-20\n")
    mapping = Mapping.from_data({**sheet.mapping, "defaults": {"result": "settled"}})
    services.set_mapping(sheet.pk, mapping, **who)
    job = services.start_import(sheet.pk, **who).job_id
    assert job
    jobs.run(job)
    assert Case.objects.get().result == "settled"


# Words of coded columns.

CODED = Mapping(headings=("渠道", "性质"), columns={0: Target.CHANNEL, 1: Target.NATURE}, defaults=Defaults())


def test_a_word_that_comes_first_in_row_30000_is_listed() -> None:
    """Words below row 20,000 were never asked about."""
    rows = [*repeat(["电话", "质量"], 30_000), ["到访登记", "质量"]]
    listed = count_values(rows, CODED, patience=600)
    assert Words(Target.CHANNEL, "到访登记", 1) in listed.words
    assert Words(Target.NATURE, "质量", 30_001) in listed.words
    assert (listed.unlisted, listed.looked_at) == ([], 0)


def test_of_a_column_with_very_many_words_the_unknown_come_first_and_the_rest_is_told() -> None:
    """A column with more than 200 distinct words was not listed at all, and nobody was asked."""
    rows = [["电话", "质量"]] * 5 + [[f"渠道{number}", ""] for number in range(300)] + [["渠道7", ""]] * 2
    listed = count_values(rows, CODED, patience=600)
    of_channel = [each for each in listed.words if each.target is Target.CHANNEL]
    assert len(of_channel) == 200
    assert of_channel[0] == Words(Target.CHANNEL, "渠道7", 3)
    assert Words(Target.CHANNEL, "电话", 5) not in of_channel, "the list knows it; nobody need be asked"
    assert listed.unlisted == [Unlisted(Target.CHANNEL, rows=100, words=100)]
    assert Listed.from_data(listed.as_data()) == listed


def test_a_count_that_takes_too_long_says_how_far_it_came() -> None:
    listed = count_values([["电话", "质量"]] * 1_200, CODED, patience=0)
    assert listed.looked_at == 500
    assert listed.words == [Words(Target.CHANNEL, "电话", 500), Words(Target.NATURE, "质量", 500)]
    assert Listed.from_data(listed.as_data()) == listed


def test_the_pages_of_values_and_preview_tell_of_words_that_are_not_listed(cast: Any) -> None:
    text = "编号,投诉日期,内容,渠道\n" + "".join(f"A{at},2026-05-12,坏了,渠道{at}\n" for at in range(203))
    sheet = received(cast, text)
    for name in ("values", "preview"):
        assert "渠道: besides these, further words stand in 3 rows." in page(cast, sheet, name)
    sheet.listed = [*sheet.listed, [20_000]]
    sheet.save()
    assert "Words were looked for in the first 20000 rows." in page(cast, sheet, "values")


def test_words_of_a_consumers_age_and_of_an_end_are_kept_and_told(cast: Any) -> None:
    """「花甲」 as an age vanished without a word."""
    told = brought(cast, "编号,投诉日期,内容,年龄,状态\nA1,2026-05-12,坏了,花甲,待回访\n")
    words = "This is not in the list; it is kept in words."
    assert told == [("new", f"年龄「花甲」: {words} 状态「待回访」: {words}")]
    assert Case.objects.get().source_data == {"年龄": "花甲", "状态": "待回访"}


# Where a case came from.


def test_the_page_of_a_case_names_its_source_as_people_call_it(cast: Any) -> None:
    """It named the key 「县局#3」, and a hash for a row without a number of its own."""
    brought(cast, "投诉日期,内容\n2026-05-12,坏了\n")
    client: Client = staff(cast, "clerk")
    shown = client.get(f"/console/cases/{Case.objects.get().number}/").content.decode()
    assert "县局" in shown
    assert "县局#" not in shown
    assert "row:" not in shown
