"""Who took part by a sheet: read row by row, brought again after it was corrected, nobody there twice. Expectations by hand."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from open315.activities.models import Activity, Participation
from open315.activities.people import services, sheet
from open315.activities.people.bringing import Brought, bring
from open315.activities.people.types import Attendance, InSheet
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_show_activities import browser
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
HEAD = ["單位", "單位類別", "職務", "級別", "參加身份", "外地來賓"]
MAYOR = Attendance("宜昌市人民政府", "government", "副市長", "department_deputy", "spoke")
LAWYER = Attendance("宜昌市律師協會", "social", "會長", "", "attended")


def book(*rows: list[Any]) -> io.BytesIO:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def read(*rows: list[Any], body_kind: str = "", role: str = "attended") -> sheet.Read:
    with translation.override("zh-hant"):
        found = sheet.read(book(*rows), body_kind=body_kind, role=role)
        found.left = [(number, str(words)) for number, words in found.left]
        return found


def in_rows(*given: Attendance, first: int = 2) -> list[InSheet]:
    return [InSheet(number, each) for number, each in enumerate(given, first)]


def told(brought: Brought) -> tuple[int, int, int]:
    return brought.new, brought.corrected, brought.there


def test_rows_are_read_below_the_headings_in_any_order_and_names_are_passed_over() -> None:
    found = read(
        ["座談會簽到表"],
        ["序號", "姓名", "職務", "工作单位", "kind of body", "級別", "身份不明"],
        [1, "某某", "副市長", "宜昌市人民政府", "government", "department_deputy", "x"],
        [],
        [2, "某某", "會長", "宜昌市律師協會", "", None],
        body_kind="social",
    )
    assert found.people == [
        InSheet(3, Attendance("宜昌市人民政府", "government", "副市長", "department_deputy", "attended")),
        InSheet(5, Attendance("宜昌市律師協會", "social", "會長", "", "attended")),
    ]
    assert found.left == []


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    found = read(
        HEAD,
        ["宜昌市人民政府", "衙門", "副市長", "", "", ""],
        ["宜昌市律師協會", "社會組織", "會長", "", "致辭", "也許"],
        ["宜昌市律師協會", "social", "會長", "", "attended", "是"],
    )
    assert [each.number for each in found.people] == [4]
    assert found.people[0].given.is_guest
    assert [number for number, _words in found.left] == [2, 3]
    assert [bool(words) for _number, words in found.left] == [True, True]


@pytest.mark.parametrize("rows", [[["單位", "備註"], ["1", "2"]], [["職務"], ["副市長"]], [["a"], ["b"]]])
def test_a_sheet_without_body_and_office_is_refused_at_the_file(rows: list[list[Any]]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(*rows)
    assert (refused.value.field, "「機構」和「職務」" in str(refused.value.message)) == ("file", True)


def test_what_is_no_sheet_is_refused_at_the_file() -> None:
    with pytest.raises(InvalidInput) as refused:
        sheet.read(io.BytesIO(b"%PDF-1.7 x"), body_kind="", role="attended")
    assert refused.value.field == "file"


def test_two_thousand_rows_are_read_and_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheet.MOST_ROWS == 2000
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    rows = [HEAD, ["甲協會", "social", "會長"], ["乙協會", "social", "會長"]]
    assert [each.number for each in read(*rows).people] == [2, 3]
    with pytest.raises(InvalidInput) as refused:
        read(*rows, ["丙協會", "social", "會長"])
    assert (refused.value.field, "2000" in str(refused.value.message)) == ("file", True)


def test_a_second_sheet_is_found_behind_a_cover() -> None:
    made = Workbook()
    made.active.append(["封面", "說明"])
    second = made.create_sheet("名單")
    second.append(HEAD)
    second.append(["甲協會", "social", "會長"])
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    found = sheet.read(out, body_kind="", role="spoke")
    assert found.people == [InSheet(2, Attendance("甲協會", "social", "會長", "", "spoke"))]


def test_the_sheet_given_out_is_read_as_what_is_entered(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    guest = Attendance("長沙市市場監督管理局", "department", "副局長", "county_deputy", "attended", is_guest=True)
    bring(activity.pk, in_rows(MAYOR, guest), actor=actor, at=cast.at)
    out = io.BytesIO()
    with translation.override("en"):
        sheet.write(out, "People", list(activity.participations.order_by("pk")))
    out.seek(0)
    assert [each.value for each in load_workbook(io.BytesIO(out.getvalue())).worksheets[0][1]] == [
        "Body", "Kind of body", "Office", "Rank", "Took part as", "Guest from outside",
    ]  # fmt: skip
    assert [each.given for each in sheet.read(out, body_kind="", role="attended").people] == [MAYOR, guest]


def test_a_corrected_sheet_is_brought_again_and_nobody_stands_there_twice(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    wrong = Attendance("宜昌市政協", "cppcc", "副主席", "mayor", "attended")
    first = bring(activity.pk, in_rows(MAYOR, LAWYER, wrong), actor=actor, at=cast.at)
    assert (told(first), [number for number, _words in first.left]) == ((2, 0, 0), [4])
    right = Attendance("宜昌市政協", "cppcc", "副主席", "department_deputy", "attended")
    in_other_script = Attendance("宜昌市 律师协会", "social", "会长", "", "attended")
    corrected = Attendance("宜昌市人民政府", "government", "副市長", "department", "spoke", is_guest=True)
    second = bring(activity.pk, in_rows(corrected, in_other_script, right), actor=actor, at=cast.at)
    assert (told(second), second.left) == ((1, 1, 1), [])
    rows = activity.participations.order_by("pk").values_list("person__office", "role", "rank", "is_guest")
    assert list(rows) == [
        ("副市長", "spoke", "department", True),
        ("會長", "attended", "", False),
        ("副主席", "attended", "department_deputy", False),
    ]
    with nothing_changes():
        third = bring(activity.pk, in_rows(corrected, in_other_script, right), actor=actor, at=cast.at)
    assert told(third) == (0, 0, 3)


def test_who_stands_in_two_rows_is_entered_once_and_the_second_row_is_named(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    again = Attendance("宜昌市人民政府", "government", "副市長", "county", "spoke")
    presented = Attendance("宜昌市人民政府", "government", "副市長", "department_deputy", "presented")
    with translation.override("zh-hant"):
        brought = bring(activity.pk, in_rows(MAYOR, again, presented, first=7), actor=actor, at=cast.at)
        assert [(number, str(words)) for number, words in brought.left] == [(8, "前面已有一行是此人以同一身份參加。")]
    assert told(brought) == (2, 0, 0)
    assert sorted(activity.participations.values_list("role", "rank")) == [
        ("presented", "department_deputy"),
        ("spoke", "department_deputy"),
    ]


def test_a_sheet_comes_to_what_has_begun_and_was_not_cancelled_and_is_ones_own(cast: Any) -> None:
    actor = cast.actor("secretariat")
    ahead = planned(actor, cast.at, starts_at=cast.at.replace(year=2027), ends_at=cast.at.replace(year=2027))
    with pytest.raises(Conflict), nothing_changes():
        bring(ahead.pk, in_rows(MAYOR), actor=actor, at=cast.at)
    mine = held(actor, cast.at)
    with pytest.raises(NotFound), nothing_changes():
        bring(mine.pk, in_rows(MAYOR), actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(NotAllowed), nothing_changes():
        bring(mine.pk, in_rows(MAYOR), actor=cast.actor("analyst"), at=cast.at)
    assert told(bring(mine.pk, in_rows(MAYOR), actor=actor, at=cast.at)) == (1, 0, 0)


def test_a_corrected_rank_is_in_the_audit_log_and_a_rank_nobody_knows_is_refused(cast: Any) -> None:
    actor = cast.actor("secretariat")
    row = services.enter_person(held(actor, cast.at).pk, MAYOR, actor=actor, at=cast.at)
    with pytest.raises(InvalidInput) as refused, nothing_changes():
        services.correct_person(row.pk, rank="mayor", is_guest=False, actor=actor, at=cast.at)
    assert refused.value.field == "rank"
    services.correct_person(row.pk, rank="", is_guest=True, actor=actor, at=cast.at)
    row.refresh_from_db()
    assert (row.rank, row.is_guest, row.role) == ("", True, "spoke")
    entry = AuditEntry.objects.latest("pk")
    assert entry.event == "activities.person_corrected"
    assert entry.data == {"activity_id": row.activity_id, "person_id": row.person_id, "rank": "", "is_guest": True}


def sent(activity: Activity, client: Client, *rows: list[Any], kind: str = "") -> str:
    file = SimpleUploadedFile("名單.xlsx", book(*rows).getvalue())
    address = reverse("activities:people_sheet", args=[activity.pk])
    return client.post(address, {"file": file, "role": "attended", "body_kind": kind}, follow=True).content.decode()


def test_the_page_tells_what_came_and_what_was_left(cast: Any) -> None:
    client = browser(cast)
    activity = held(cast.actor("secretariat"), cast.at)
    assert "帶上名單" not in client.get(f"/console/activities/{activity.pk}/").content.decode()
    seen = sent(
        activity,
        client,
        HEAD,
        ["甲協會", "social", "會長"],
        ["乙協會", "衙門", "會長"],
        *[["丙協會", "", f"理事{n}"] for n in range(10)],
    )
    assert "新增：1 · 更正：0 · 已在名單：0" in seen
    assert "第 3 行未收：" in seen
    assert "另有 1 行未收。" in seen
    assert list(Participation.objects.values_list("person__body", "role")) == [("甲協會", "attended")]
    with nothing_changes():
        nothing = sent(activity, client, HEAD, ["乙協會", "", "會長"])
    assert "第 2 行未收：" in nothing
    empty = sent(activity, client, HEAD)
    assert "表中沒有一行寫明參加者。" in empty
    assert "新增：1" in sent(activity, client, HEAD, ["乙協會", "", "會長"], kind="social")


def test_the_sheet_is_given_out_to_no_cache_and_to_nobody_of_another_council(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    address = reverse("activities:people_sheet_file", args=[activity.pk])
    answer = browser(cast).get(address)
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert f"people-{activity.pk}.xlsx" in answer["Content-Disposition"]
    first = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert [each.value for each in first[1]][:3] == ["機構", "單位類別", "職務"]
