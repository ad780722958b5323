"""Which rows are cases already, what coded words mean, and the result file that is corrected and comes back. As people met it."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook, load_workbook

from open315.cases.models import Case
from open315.cases.queries.brought import as_if_brought, differing
from open315.cases.types import Channel, Kind, NewCase
from open315.core import jobs
from open315.intake.models import ImportMapping, SheetImport
from open315.intake.sheet_import import result_file, services
from open315.intake.sheet_import.columns import TAKE_AS_NEW, Mapping, Target
from tests.round_trip.doors import staff

pytestmark = pytest.mark.django_db
JANUARY = """序号,投诉日期,投诉人姓名,联系电话,被投诉企业,投诉内容
1,2026-01-05,李测试,13800138000,甲店,一月冰箱坏了
2,2026-01-06,王测试,13800138001,乙店,一月洗衣机坏了
"""
FEBRUARY = """序号,投诉日期,投诉人姓名,联系电话,被投诉企业,投诉内容
1,2026-02-05,张测试,13800138002,丙店,二月电视黑屏
2,2026-02-06,赵测试,13800138003,丁店,二月空调不冷
"""
NUMBERED = """工单号,投诉日期,被投诉企业,投诉内容,涉案金额
A1,2026-01-05,甲店,冰箱坏了,1999
A2,2026-01-06,乙店,洗衣机坏了,2999
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("zh-hant"):
        yield


def receive(cast: Any, file: SimpleUploadedFile, source: str = "12315") -> SheetImport:
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    return services.receive_sheet(file, source=source, council_id=cast.bodies["wuhan"].pk, **who)


def bring(cast: Any, text: str | bytes, name: str = "表.csv", *, same_number: str = "") -> SheetImport:
    """A sheet of the source, taken in as it is guessed."""
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    sheet = receive(cast, SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text))
    services.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), **who)
    sheet = services.start_import(sheet.pk, same_number=same_number, **who)
    assert sheet.job_id
    jobs.run(sheet.job_id)
    sheet.refresh_from_db()
    return sheet


def counts(sheet: SheetImport) -> tuple[int, int, int, int]:
    return sheet.rows_new, sheet.rows_known, sheet.rows_differing, sheet.rows_wrong


def told(sheet: SheetImport) -> list[tuple[str, str]]:
    """Outcome and explanation of each row."""
    return [(line[2], line[4]) for line in result_file.lines_of(sheet)]


# Identity.


def test_two_monthly_sheets_that_count_their_rows_are_four_cases(cast: Any) -> None:
    """序号 1 and 2 in both, other people and traders: the second sheet gave 「新增 0、已有 2」."""
    assert counts(bring(cast, JANUARY)) == (2, 0, 0, 0)
    assert counts(bring(cast, FEBRUARY)) == (2, 0, 0, 0)
    assert Case.objects.count() == 4
    assert counts(bring(cast, JANUARY)) == (0, 2, 0, 0)


@pytest.mark.parametrize("heading", ["序号", "編號", "No", "行號", "id"])
def test_a_column_that_counts_its_rows_is_no_number_of_a_case(cast: Any, heading: str) -> None:
    text = JANUARY.replace("序号", heading)
    mapping = Mapping.from_data(receive(cast, SimpleUploadedFile("a.csv", text.encode())).mapping)
    assert Target.SOURCE_REF not in mapping.columns.values()
    assert mapping.columns.get(0, Target.IGNORE) is Target.IGNORE


def test_a_mapping_remembered_from_before_does_not_make_a_counter_a_number(cast: Any) -> None:
    remembered = Mapping("", 1, ("序号", "投诉内容"), {0: Target.SOURCE_REF, 1: Target.NARRATIVE})
    key = f"12315#{cast.bodies['wuhan'].pk}"
    ImportMapping.objects.create(source=key, mapping=remembered.as_data(), updated_at=cast.at)
    mapping = Mapping.from_data(receive(cast, SimpleUploadedFile("a.csv", JANUARY.encode())).mapping)
    assert mapping.columns[0] is Target.IGNORE
    assert mapping.columns[5] is Target.NARRATIVE


def test_the_same_number_with_other_content_is_said_row_by_row_and_changes_nothing(cast: Any) -> None:
    bring(cast, NUMBERED)
    number = Case.objects.get(source_ref="A1").number
    again = bring(cast, NUMBERED.replace("甲店,冰箱坏了,1999", "丙店,电视黑屏,500"))
    assert counts(again) == (0, 1, 1, 0)
    words = f"這個編號是案件 {number}，但此行內容不同：事情經過、經營者、金額（元）。未作任何改動。"
    assert told(again) == [("differs", words), ("known", "")]
    assert Case.objects.get(source_ref="A1").narrative == "冰箱坏了"


def test_whoever_chooses_so_takes_it_as_a_case_of_its_own_once(cast: Any) -> None:
    bring(cast, NUMBERED)
    other = NUMBERED.replace("甲店,冰箱坏了,1999", "丙店,电视黑屏,500")
    assert counts(bring(cast, other, same_number=TAKE_AS_NEW)) == (1, 1, 0, 0)
    assert counts(bring(cast, other, same_number=TAKE_AS_NEW)) == (0, 2, 0, 0)
    assert counts(bring(cast, other)) == (0, 2, 0, 0)
    assert counts(bring(cast, NUMBERED)) == (0, 2, 0, 0)
    assert Case.objects.count() == 3


def test_two_rows_of_one_sheet_with_one_number_are_told_apart_too(cast: Any) -> None:
    text = NUMBERED + "A1,2026-01-07,丙店,电视黑屏,500\nA2,2026-01-06,乙店,洗衣机坏了,2999\n"
    assert counts(bring(cast, text)) == (2, 1, 1, 0)
    assert Case.objects.count() == 2


def test_rows_without_a_number_are_known_again_with_another_column_and_in_another_order(cast: Any) -> None:
    """Another mapping of the same file made 5,000 new cases of 5,000 old ones."""
    bring(cast, JANUARY)
    rows = [line.split(",") for line in JANUARY.splitlines()]
    wider = "\n".join(",".join([*reversed(row), "備註" if at == 0 else "無"]) for at, row in enumerate(rows))
    assert counts(bring(cast, wider)) == (0, 2, 0, 0)


def test_a_masked_text_is_the_same_and_an_erased_identity_is_not_compared(cast: Any) -> None:
    text = NUMBERED.replace("冰箱坏了", "冰箱坏了，致电13900139000")
    bring(cast, text)
    assert "139****9000" in Case.objects.get(source_ref="A1").narrative
    assert counts(bring(cast, text)) == (0, 2, 0, 0)


# Coded values.

LEDGER = """登记日期,来源渠道,投诉人,电话,商家,投诉内容,诉求,性质,商品类别
2026-01-05,电话,李测试,13800138000,甲店,冰箱坏了,退货退款,质量问题,家电
2026-01-06,热线,王测试,13800138001,乙店,洗衣机坏了,退货退款、赔偿,品質,家电
2026-01-07,到访登记,赵测试,13800138002,乙店,电视坏了,上门道歉,质量,大家电
"""


def pages(cast: Any, text: str) -> tuple[Client, SheetImport]:
    client = staff(cast, "clerk")
    file = SimpleUploadedFile("台账.csv", text.encode("gb18030"))
    council = cast.bodies["wuhan"].pk
    client.post("/console/imports/new/", {"file": file, "source": "台账", "council": council})
    return client, SheetImport.objects.order_by("-id")[0]


def post_columns(client: Client, sheet: SheetImport) -> Any:
    form = client.get(f"/console/imports/{sheet.pk}/columns/").context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    return client.post(f"/console/imports/{sheet.pk}/columns/", sent)


def test_an_ordinary_ledger_comes_in_with_its_words_explained_once(cast: Any) -> None:
    """來源渠道=電話 was guessed and then failed every row, 「退货退款」 cost half of them."""
    client, sheet = pages(cast, LEDGER)
    assert post_columns(client, sheet)["Location"] == f"/console/imports/{sheet.pk}/values/"
    page = client.get(f"/console/imports/{sheet.pk}/values/")
    open_words = [
        (each.words.written, each.words.count, each.field.value())
        for _heading, _label, asked, _certain in page.context["form"].columns()
        for each in asked
    ]
    assert open_words == [
        ("到访登记", 1, ""), ("大家电", 1, "appliances"), ("品質", 1, ""), ("退货退款", 2, "return,refund"), ("上门道歉", 1, "apology"),
    ]  # fmt: skip
    sent = {
        each.field.html_name: each.field.value()
        for _h, _l, asked, sure in page.context["form"].columns()
        for each in (*asked, *sure)
    }
    sent[next(name for name in sent if page.context["form"].fields[name].label == "到访登记")] = "desk"
    assert client.post(f"/console/imports/{sheet.pk}/values/", sent)["Location"].endswith("/preview/")
    assert "前 3 行都可以成為案件。" in client.get(f"/console/imports/{sheet.pk}/preview/").content.decode()
    client.post(f"/console/imports/{sheet.pk}/start/")
    sheet.refresh_from_db()
    assert sheet.job_id
    jobs.run(sheet.job_id)
    sheet.refresh_from_db()
    assert counts(sheet) == (3, 0, 0, 0)
    kept = Case.objects.order_by("received_at").values_list("channel", "claims", "nature", "goods")
    assert list(kept) == [
        ("hotline", ["return", "refund"], "quality", "appliances"),
        ("hotline", ["return", "refund", "compensation"], "", "appliances"),
        ("desk", ["apology"], "quality", "appliances"),
    ]
    assert Case.objects.get(nature="").source_data == {"性质": "品質"}
    later = pages(cast, LEDGER.replace("2026-01", "2026-02"))
    assert post_columns(*later)["Location"].endswith("/preview/"), "what was said once is remembered for the source"


def test_a_word_that_nobody_explained_is_named_in_the_result(cast: Any) -> None:
    sheet = bring(cast, LEDGER)
    assert counts(sheet) == (3, 0, 0, 0)
    assert told(sheet)[2][1].startswith("来源渠道「到访登记」：清單中沒有，按原文保留。")


def test_what_a_sheet_lacks_can_be_said_for_all_its_rows(cast: Any) -> None:
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at}
    client, sheet = pages(cast, JANUARY)
    form = client.get(f"/console/imports/{sheet.pk}/columns/").context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    client.post(f"/console/imports/{sheet.pk}/columns/", {**sent, "claim": "other", "channel": "post"})
    sheet = services.start_import(sheet.pk, **who)
    assert sheet.job_id
    jobs.run(sheet.job_id)
    assert list(Case.objects.values_list("channel", "claims")) == [("post", ["other"])] * 2


# What is only about, and what is unknown.


def test_about_two_thousand_and_unknown_are_taken_and_told(cast: Any) -> None:
    """「约2000」 and 「不详」 were taken silently."""
    text = "案件编号,投诉日期,投诉内容,涉案金额,联系电话,消费地\n"
    text += "A,2026-01-05,冰箱坏了,约2000,不详,南京路123号\nB,2026-01-05,电视坏了,不详,13900139000（女儿）,江岸区\n"
    sheet = bring(cast, text)
    assert told(sheet) == [
        ("new", "涉案金额「约2000」：只是約數，按所寫的數字記入。；消费地「南京路123号」：無法確認是哪個地方，按原文保留。；联系电话「不详」：註明不詳，不作記錄。"),
        ("new", "涉案金额「不详」：註明不詳，不作記錄。；联系电话「13900139000（女儿）」：記入號碼，其餘文字保留在案件旁。"),
    ]  # fmt: skip
    first, second = Case.objects.order_by("source_ref")
    assert (first.amount_cents, first.source_data["涉案金额"], first.region_code) == (200_000, "约2000", "")
    assert (second.amount_cents, second.source_data["涉案金额"]) == (None, "不详")


def test_the_trader_s_telephone_is_not_the_consumer_s(cast: Any) -> None:
    text = "案件编号,投诉内容,被投诉人电话,联系电话\nA,冰箱坏了,02787654321,13900139000\n"
    client, sheet = pages(cast, text)
    mapping = Mapping.from_data(sheet.mapping)
    assert (mapping.columns[2], mapping.columns[3]) == (Target.KEEP, Target.PHONE)
    assert "經營者登記簿中沒有這一欄" in client.get(f"/console/imports/{sheet.pk}/columns/").content.decode()


def test_a_column_without_a_heading_is_not_remembered(cast: Any) -> None:
    """「消費者電話」, remembered for "no name", was set for nine columns."""
    bring(cast, "投诉内容,联系电话\n冰箱坏了,13900139000\n")
    key = f"12315#{cast.bodies['wuhan'].pk}"
    ImportMapping.objects.filter(source=key).update(
        mapping=Mapping("", 1, ("投诉内容", ""), {0: Target.NARRATIVE, 1: Target.PHONE}).as_data()
    )
    sheet = receive(cast, SimpleUploadedFile("b.csv", "投诉内容,,,\n电视坏了,1,2,3\n".encode()))
    assert Mapping.from_data(sheet.mapping).columns == {0: Target.NARRATIVE}


# The result file.


def result_of(client: Client, sheet: SheetImport, kind: str, **more: str) -> bytes:
    return b"".join(client.get(f"/console/imports/{sheet.pk}/result.{kind}", more).streaming_content)


def test_the_result_holds_the_cells_and_comes_back_corrected(cast: Any) -> None:
    """One could not correct in it and bring it back: the cells were not there."""
    wrong = NUMBERED.replace("2026-01-06", "去年") + "A3,2026-01-07,=丙店,电视黑屏,500-600\n"
    first = bring(cast, wrong)
    assert counts(first) == (1, 0, 0, 2)
    book = load_workbook(BytesIO(result_of(staff(cast, "clerk"), first, "xlsx")))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    number = Case.objects.get().number
    assert rows[0] == [
        "導入：行", "導入：編號", "導入：結果", "導入：案件", "導入：說明", "工单号", "投诉日期", "被投诉企业", "投诉内容", "涉案金额",
    ]  # fmt: skip
    assert rows[1] == [2, "A1", "新增", number, None, "A1", "2026-01-05", "甲店", "冰箱坏了", "1999"]
    assert rows[2][2:5] == ["有誤", None, "投诉日期「去年」：不是日期。請寫成 2026-05-12 這樣。"]
    assert rows[3][7] == "'=丙店"
    rows[2][6] = "2026-01-06"
    corrected = Workbook()
    for row in rows:
        corrected.worksheets[0].append(row)
    file = BytesIO()
    corrected.save(file)
    again = bring(cast, file.getvalue(), "結果.xlsx")
    assert counts(again) == (1, 1, 0, 1)
    assert sorted(Case.objects.values_list("source_ref", flat=True)) == ["A1", "A2"]
    rows[3][9] = 500
    third = Workbook()
    for row in (rows[0], rows[3]):
        third.worksheets[0].append(row)
    file = BytesIO()
    third.save(file)
    assert counts(bring(cast, file.getvalue(), "結果2.xlsx")) == (1, 0, 0, 0)
    assert Case.objects.get(source_ref="A3").trader_name == "=丙店"


def test_whoever_did_not_bring_the_sheet_sees_its_cells_masked(cast: Any) -> None:
    sheet = bring(cast, JANUARY)
    own = result_of(staff(cast, "clerk"), sheet, "csv").decode("utf-8-sig")
    assert "2026-01-05,李测试,13800138000,甲店,一月冰箱坏了" in own
    SheetImport.objects.update(account=cast.accounts["supervisor"])
    others = result_of(staff(cast, "clerk"), sheet, "csv").decode("utf-8-sig")
    assert "2026-01-05,李**,138****8000,甲店,一月冰箱坏了" in others


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_a_result_in_any_language_passes_over_what_was_taken_in(cast: Any, language: str) -> None:
    first = bring(cast, NUMBERED.replace("2026-01-06", "去年"))
    client = staff(cast, "clerk")
    client.cookies["django_language"] = language
    text = result_of(client, first, "csv").decode("utf-8-sig")
    assert len(list(csv.reader(StringIO(text)))) == 4
    again = bring(cast, text.replace("去年", "2026-01-06"))
    assert counts(again) == (1, 1, 0, 0)
    only_open = result_of(client, first, "csv", open="").decode("utf-8-sig")
    assert [row[5] for row in csv.reader(StringIO(only_open)) if len(row) > 5][1:] == ["A2"]


# Our own lists come back.


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_an_own_list_comes_back_as_the_cases_it_tells_of(cast: Any, language: str, kind: str) -> None:
    """渠道 = 热线 asked for a real name, and the closing line 共 N 行 was read as a row."""
    bring(cast, LEDGER)
    before = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    client = staff(cast, "supervisor")
    client.cookies["django_language"] = language
    answer = client.get("/console/cases/export/", {"format": kind})
    exported = b"".join(answer.streaming_content)
    again = bring(cast, exported, f"cases.{kind}")
    assert counts(again) == (0, 3, 0, 0), told(again)
    assert list(Case.objects.order_by("pk").values_list("pk", flat=True)) == before


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_an_own_list_becomes_the_same_cases_in_another_house(cast: Any, language: str) -> None:
    bring(cast, LEDGER)
    told_fields = (
        "title",
        "narrative",
        "trader_name",
        "channel",
        "kind",
        "goods",
        "nature",
        "amount_cents",
        "received_on",
    )
    before = sorted(Case.objects.values_list(*told_fields))
    client = staff(cast, "supervisor")
    client.cookies["django_language"] = language
    exported = b"".join(client.get("/console/cases/export/").streaming_content).decode("utf-8-sig")
    elsewhere = exported.replace("武消", "他處")
    again = bring(cast, elsewhere)
    assert counts(again) == (3, 0, 0, 0), told(again)
    after = sorted(Case.objects.exclude(import_id__lt=again.pk).values_list(*told_fields))
    assert after == before


def test_what_a_row_does_not_tell_is_no_difference(cast: Any) -> None:
    bring(cast, NUMBERED)
    sheet = bring(cast, "工单号,投诉内容\nA1,冰箱坏了\n")
    assert counts(sheet) == (0, 1, 0, 0)


def test_a_command_does_not_differ_from_itself() -> None:
    command = NewCase(Kind.COMPLAINT, Channel.SHEET, "甲", "乙" * 200, 7, datetime(2026, 5, 12, tzinfo=UTC))
    assert differing(as_if_brought(command), command) == set()
