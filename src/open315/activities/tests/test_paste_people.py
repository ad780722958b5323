"""Lists as they are copied from a word processor's table: numbered lines, several people in one, guests, more than there is place for. By hand."""

from typing import Any

import pytest

from open315.activities.models import Participation
from open315.activities.people import services
from open315.activities.people.rules import cells_of, faults, known_as, line_faults, read_line
from open315.activities.people.types import Attendance
from open315.activities.tests.making import held
from open315.core.errors import InvalidInput
from open315.org.codes import ranks
from tests.rows import nothing_changes

MAYOR = ["宜昌市人民政府", "政府", "副市長", "廳局級副職"]


@pytest.mark.parametrize(
    "number",
    [
        "1.\t", "1. ", "1．", "１、", "2、", "3）", "4)", "(5)", "（６）", "(12) ", "七、", "十二、", "（三）", "(三)、", "三）", "①", "⑳ ", "⑴", "⒈",
        "㈠", "8 ", "12　", "9\t", "9、\t", "10.\t", "100、", "  3. ",
    ],
)  # fmt: skip
def test_the_number_before_a_line_is_no_part_of_the_body(number: str) -> None:
    assert cells_of(number + "\t".join(MAYOR)) == MAYOR
    assert cells_of(number + "，".join(MAYOR)) == MAYOR


@pytest.mark.parametrize(
    "body", ["12315指揮中心", "315志願服務隊", "三峽日報社", "3.15雜誌社", "一〇一中學", "二十四小時便利店"]
)
def test_a_body_that_begins_with_a_number_keeps_it(body: str) -> None:
    assert cells_of(f"{body}\t社會團體") == [body, "社會團體"]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("office", "律師等5人"), ("office", "律師等５名"), ("office", "代表3名"), ("office", "會員十餘位"), ("office", "副主任（2人）"), ("office", "志願者約百人"),
        ("office", "委員近20人"), ("office", "代表共兩人"), ("office", "會長等"), ("office", "學生數十人"), ("body", "東風公司等12家"), ("body", "市律師協會等多個"),
        ("body", "市律師協會等幾個"), ("office", "律師十多人"),
    ],
)  # fmt: skip
def test_five_lawyers_in_a_line_are_not_entered_as_one_person(field: str, written: str) -> None:
    told = {"body": "宜昌市律師協會", "office": "會長", field: written}
    given = Attendance(told["body"], "social", told["office"], "", "attended")
    assert list(faults(given, ranks())) == [(field, "several")]


@pytest.mark.parametrize(
    "office", ["負責人", "法定代表人", "主持人", "聯絡人", "專家", "一級調研員", "副市長", "新聞發言人"]
)
def test_an_office_that_ends_like_a_number_of_people_is_one(office: str) -> None:
    assert list(faults(Attendance("宜昌市人民政府", "government", office, "", "attended"), ranks())) == []


GUESTS = {
    True: ["外地", "外地來賓", "外地来宾", "來賓", "嘉賓", "是", "√", "✓", "guest", "Guest", "yes", "Y"],
    False: ["", "否", "不是", "本地", "無", "no", "N", "-", "－"],
}


@pytest.mark.parametrize(
    ("is_guest", "word"), [(is_guest, word) for is_guest, words in GUESTS.items() for word in words]
)
def test_a_no_in_the_column_for_guests_makes_nobody_a_guest(is_guest: bool, word: str) -> None:
    line = "\t".join(["甲市政府", "政府", "市長", "", "出席", word])
    assert read_line(line, {"body_kind": {}, "rank": {}, "role": {}}, "attended").is_guest is is_guest
    assert list(line_faults(line)) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("也許", "guest_unknown"),
        ("張三", "guest_unknown"),
        ("否\t張三", "too_many_parts"),
        ("\t備註", "too_many_parts"),
    ],
)
def test_what_stands_behind_the_last_column_is_not_lost_without_a_word(more: str, code: str) -> None:
    assert list(line_faults("甲市政府\t政府\t市長\t\t出席\t" + more)) == [code]


def test_empty_columns_at_the_end_of_a_table_say_nothing() -> None:
    assert list(line_faults("甲市政府\t政府\t市長\t\t\t\t\t")) == []


@pytest.mark.django_db
def test_a_numbered_list_of_a_word_table_is_entered_as_the_people_it_names(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = "1.\t宜昌市人民政府\t政府\t副市長\t廳局級副職\n\n2、宜昌市市場監督管理局，部門，局長、市消委會主任，縣處級正職\r\n３）宜昌市人大常委會\t人大\t副主任（兼）\t廳局級副職\t出席\t否\n"
    assert services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at) == 3
    rows = Participation.objects.order_by("pk").select_related("person")
    assert [(row.person.body, row.person.office, row.rank, row.is_guest) for row in rows] == [
        ("宜昌市人民政府", "副市長", "department_deputy", False),
        ("宜昌市市場監督管理局", "局長、市消委會主任", "county", False),
        ("宜昌市人大常委會", "副主任（兼）", "department_deputy", False),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("head", ["序號\t單位\t單位類別\t職務", "单位，单位类别，职务", "Body,Kind of body,Office"])
def test_the_head_of_a_table_is_nobody(cast: Any, head: str) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = f"{head}\n1\t宜昌市人民政府\t政府\t副市長\n"
    assert services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at) == 1
    with pytest.raises(InvalidInput, match="請粘貼一至五百行"):
        services.enter_people(activity.pk, head, role="attended", actor=actor, at=cast.at)


@pytest.mark.django_db
def test_every_line_of_a_list_that_cannot_be_is_named(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    text = "市政府,政府,市長\n市律協,社會團體,律師等5人\n市工商聯,社會團體,主席,,出席,也許\n市婦聯,社會團體,主席,,出席,否,王某\n"
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_people(activity.pk, text, role="attended", actor=actor, at=cast.at)
    assert str(refused.value.message).splitlines() == [
        "第2行：每行、每次只登記一人，請把到場人員逐一列出。",
        "第3行：外地來賓請寫「外地」，不是的留空。",
        "第4行：這一行的內容多於單位、單位類別、職務、級別、身份、外地六項。",
    ]


@pytest.mark.parametrize(
    ("body", "office"),
    [
        ("武漢市政協", "副主席（兼）"),
        ("武汉市政协", "副主席(兼)"),
        ("武漢市　政協", "副主席 （兼）"),
        ("武漢市 政協 ", "副主席兼"),
    ],
)
def test_a_person_is_known_in_whichever_script_width_and_spacing(body: str, office: str) -> None:
    assert known_as(body, office) == "武汉市政协|副主席兼"


def test_signs_alone_are_kept_apart() -> None:
    assert known_as(" — ", "…") == "—|…"


@pytest.mark.django_db
def test_an_office_written_in_the_other_script_is_the_same_person(cast: Any) -> None:
    actor = cast.actor("secretariat")
    first, second = held(actor, cast.at), held(actor, cast.at)
    here = services.enter_person(
        first.pk, Attendance("武漢市政協", "cppcc", "副主席", "", "attended"), actor=actor, at=cast.at
    )
    there = services.enter_person(
        second.pk, Attendance("武汉市 政协", "cppcc", "副主席", "", "attended"), actor=actor, at=cast.at
    )
    assert (here.person_id, here.person.body) == (there.person_id, "武漢市政協")
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_person(
            first.pk, Attendance("武汉市政协", "cppcc", "副主席", "", "attended"), actor=actor, at=cast.at
        )
    assert refused.value.field == "office"
