"""The list of cases as a file: in the reader's language, days as days, amounts as numbers, who has it and whose it is."""

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM

HEADINGS = {
    "zh-hant": ["編號", "狀態", "類型", "渠道", "收件日期", "期限", "承辦人", "所屬組織", "現承辦單位", "標題", "內容", "被投訴方", "地點",
                "商品類別", "性質", "金額（元）", "結果", "挽回損失（元）", "辦結日期"],
    "zh-hans": ["编号", "状态", "类型", "渠道", "收件日期", "期限", "承办人", "所属组织", "现承办单位", "标题", "内容", "被投诉方", "地点",
                "商品类别", "性质", "金额（元）", "结果", "挽回损失（元）", "办结日期"],
    "en": ["Number", "State", "Kind", "Channel", "Received", "Due", "Officer", "Council", "In the hands of", "Title", "Description", "Trader",
           "Place", "Goods", "Nature", "Amount (yuan)", "Result", "Recovered (yuan)", "Closed"],
}  # fmt: skip
WORDS = {
    "zh-hant": ["已登記", "投訴", "武漢市消費者協會", "武漢市消費者協會"],
    "zh-hans": ["已登记", "投诉", "武汉市消费者协会", "武汉市消费者协会"],
    "en": ["Registered", "Complaint"],
}


@pytest.fixture
def case(cast: Any) -> Case:
    done = services.register_case(complaint(cast, amount_cents=123_450), actor=SYSTEM, at=cast.at)
    services.assign_case(
        done.case_id, account_id=cast.accounts["officer"].pk, actor=cast.actor("supervisor"), at=cast.at
    )
    return Case.objects.get(pk=done.case_id)


def taken(cast: Any, language: str, query: str, who: str = "officer") -> Any:
    client = Client()
    client.force_login(cast.accounts[who])
    client.cookies["django_language"] = language
    return client.get(f"/console/cases/export/?{query}")


def sheet_of(answer: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_states_and_bodies_are_in_the_language_of_the_reader(cast: Any, case: Case, language: str) -> None:
    sheet = sheet_of(taken(cast, language, "format=xlsx"))
    assert [cell.value for cell in sheet[1]] == HEADINGS[language]
    row = [cell.value for cell in sheet[2]]
    known = [row[1], row[2], row[7], row[8]]
    assert known[: len(WORDS[language])] == WORDS[language]
    assert row[6] == str(cast.accounts["officer"])
    lines = list(csv.reader(io.StringIO(b"".join(taken(cast, language, "").streaming_content).decode("utf-8-sig"))))
    assert lines[0] == HEADINGS[language]
    assert (lines[1][0], lines[1][15]) == (case.number, "1234.50")


def test_an_amount_is_a_number_of_two_decimals_and_a_day_a_day(cast: Any, case: Case) -> None:
    sheet = sheet_of(taken(cast, "zh-hant", "format=xlsx"))
    amount, received, nothing = sheet[2][15], sheet[2][4], sheet[2][17]
    assert (amount.value, amount.number_format) == (1234.5, "#,##0.00")
    assert (received.is_date, received.value) == (True, datetime.combine(case.received_on, datetime.min.time()))
    assert (nothing.value or "", type(case.received_on)) == ("", date)
    assert sheet.sheet_format.defaultColWidth == 14, "a day would be shown as ####"


def test_a_filter_of_the_list_is_the_filter_of_the_file(cast: Any, case: Case) -> None:
    rows = [
        sheet_of(taken(cast, "zh-hant", f"format=xlsx&{query}")).max_row for query in ("officer=none", "officer=me")
    ]
    assert rows == [1, 2]


def test_a_file_shows_what_the_screen_shows_and_another_council_gets_no_row(cast: Any, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(narrative="電話 139****0077")
    assert sheet_of(taken(cast, "zh-hant", "format=xlsx"))[2][10].value == "電話 139****0077"
    assert sheet_of(taken(cast, "zh-hant", "format=xlsx", "huangshi_officer")).max_row == 1
