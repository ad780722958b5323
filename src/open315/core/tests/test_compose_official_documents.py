"""Official documents composed: numbers, breaks, sizes of the red names, places of the seals, in both scripts."""

from dataclasses import replace

import pytest

from open315.core.documents.official.compose import composed
from open315.core.documents.official.layout import Grid, Line
from open315.core.documents.official.numbering import numbers
from open315.core.documents.official.reading import blocks_of
from open315.core.documents.official.types import (
    Annex,
    Item,
    Number,
    Paragraph,
    Secrecy,
    Table,
    Urgency,
)
from open315.core.documents.official.widths import title_lines, width
from open315.core.tests.official_document import (
    FULL,
    HANS,
    HANT,
    MM,
    NINE,
    document,
)


def test_the_four_levels_are_numbered_right_to_twenty() -> None:
    assert numbers([1] * 20) == [
        "一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、",
        "十一、", "十二、", "十三、", "十四、", "十五、", "十六、", "十七、", "十八、", "十九、", "二十、",
    ]  # fmt: skip
    assert numbers([2] * 20)[9:] == [
        "（十）", "（十一）", "（十二）", "（十三）", "（十四）", "（十五）", "（十六）", "（十七）", "（十八）", "（十九）", "（二十）",
    ]  # fmt: skip
    assert numbers([3] * 20)[::19] == ["1.", "20."]
    assert numbers([4] * 20)[::19] == ["（1）", "（20）"]


def test_a_level_begins_anew_under_a_higher_one_and_may_be_left_out() -> None:
    assert numbers([1, 2, 3, 3, 4, 2, 3, 1, 3, 4, 2]) == [
        "一、", "（一）", "1.", "2.", "（1）", "（二）", "1.", "二、", "1.", "（1）", "（一）",
    ]  # fmt: skip


def test_the_head_of_a_joint_issue_may_name_the_leading_body_alone() -> None:
    head = composed(document(issuers=NINE, names_in_head=False)).head
    assert head.names == ("湖北省消費者委員會",)
    assert head.suffix == "文件"


def test_a_single_body_signs_over_the_date_four_signs_from_the_edge() -> None:
    signature = composed(document()).signature
    # 28 signs of 15.793 pt; the date is 2026年3月1日 with six figures of half a sign each: 6 signs wide.
    assert signature.rows == ((("湖北省消費者委員會",),),)
    assert signature.columns == pytest.approx((2 * (4 + 3) * 442.205 / 28,), abs=0.01)
    assert (signature.rest, signature.date) == (0.0, "2026年3月1日")


def test_nine_bodies_sign_in_three_rows_and_the_last_one_over_the_date() -> None:
    signature = composed(document(issuers=NINE)).signature
    assert [len(row) for row in signature.rows] == [3, 3, 3]
    assert signature.rows[0] == (("湖北省", "消費者委員會"), ("湖北省", "市場監督管理局"), ("", "湖北省商務廳"))
    assert signature.rows[2][-1] == ("", "湖北廣播電視台")
    edge = sum(signature.columns[:2]) + signature.columns[2] / 2
    assert edge == pytest.approx(442.205 - 7 * 442.205 / 28, abs=0.01)
    assert min(signature.columns) > 42 * MM


def test_an_incomplete_last_row_stands_at_the_right() -> None:
    short = tuple(f"{name}局" for name in "甲乙丙丁")
    assert composed(document(issuers=short)).signature.rows[1] == (("",), ("",), ("丁局",))
    long = tuple(f"{name}省市場監督管理總局" for name in "甲乙丙")
    rows = composed(document(issuers=long)).signature.rows
    assert rows == ((("甲省市場監督管理總局",), ("乙省市場監督管理總局",)), (("",), ("丙省市場監督管理總局",)))


@pytest.mark.parametrize(
    ("name", "indents"),
    [("湖北省消費者委員會", (17.0, 19.0)), ("省消委", (18.0, 20.0)), ("長" * 40, (0.0, 2.0))],
)
def test_without_seals_the_date_begins_two_signs_behind_the_name(name: str, indents: tuple[float, float]) -> None:
    signature = composed(document(issuers=(name,), sealed=False)).signature
    assert (signature.name_indent, signature.date_indent) == indents


def test_what_stands_in_the_corner_comes_in_its_order_and_words() -> None:
    assert composed(FULL).corner == ("000012", "機密★1年", "加急")
    simple = document(HANS, secrecy=Secrecy.TOP_SECRET, urgency=Urgency.VERY_URGENT)
    assert composed(simple).corner == ("绝密", "特急")
    assert composed(document(secrecy=Secrecy.CONFIDENTIAL)).corner == ("秘密",)
    assert composed(document(HANS, secrecy=Secrecy.SECRET, urgency=Urgency.URGENT)).corner == ("机密", "加急")
    assert composed(document(secrecy=Secrecy.TOP_SECRET, urgency=Urgency.VERY_URGENT)).corner == ("絕密", "特急")
    assert composed(document(HANS, secrecy=Secrecy.CONFIDENTIAL)).corner == ("秘密",)


def test_the_document_says_its_own_words_in_the_script_of_its_texts() -> None:
    hant, hans = composed(FULL), composed(replace(FULL, script=HANS, signers=("王五",)))
    assert (hant.number, hans.number) == ("鄂消委〔2026〕12號", "鄂消委〔2026〕12号")
    assert (hant.signer_lead, hans.signer_lead) == ("簽發人：", "签发人：")
    assert (hant.colophon.printed, hans.colophon.printed) == ("2026年3月2日印發", "2026年3月2日印发")
    for made in (hant, hans):
        assert made.head.suffix == "文件"
        assert made.colophon.lead == "抄送："
        assert made.colophon.copies == "省政府辦公廳，省委宣傳部。"
        assert made.signature.date == "2026年3月1日"
        assert made.note == "（聯繫人：張三）"


def test_annexes_are_numbered_only_where_there_are_several() -> None:
    made = composed(FULL)
    assert [(note.lead, note.text) for note in made.annex_note] == [("附件：1. ", "活動安排表"), ("　　　2. ", "名單")]
    assert [annex.label for annex in made.annexes] == ["附件1", "附件2"]
    single = composed(document(annexes=(Annex("名單。"),)))
    assert [(note.lead, note.text) for note in single.annex_note] == [("附件：", "名單")]
    assert single.annexes == ()
    own = composed(document(annexes=(Annex("名單"), Annex("表", (Paragraph("甲"),)))))
    assert [(annex.label, annex.title) for annex in own.annexes] == [("附件2", ("表",))]
    alone = composed(document(annexes=(Annex("表", (Paragraph("甲"),)),)))
    assert [annex.label for annex in alone.annexes] == ["附件"]


def test_a_draft_leaves_room_for_its_date() -> None:
    for script in (HANS, HANT):
        assert composed(document(script, day=None)).signature.date == "　　年　月　日"


def test_typed_levels_in_their_order_are_read_as_levels() -> None:
    text = (
        "通知如下：\n\n一、總體要求\n（一）加強領導。各地要重視。\n (二)"
        + "長" * 41
        + "\n1．諮詢\n（1）初賽。\n二、要求"
    )
    assert blocks_of(text) == (
        Paragraph("通知如下："), Item(1, "總體要求"), Item(2, "加強領導。", "各地要重視。"), Item(2, "", "長" * 41),
        Item(3, "諮詢"), Item(4, "初賽。"), Item(1, "要求"),
    )  # fmt: skip
    assert blocks_of("一、" + "長" * 40) == (Item(1, "長" * 40),)
    assert blocks_of("一、各地：重視。落實。") == (Item(1, "各地：重視。落實。"),)


def test_typed_numbers_out_of_their_order_stay_as_they_were_typed() -> None:
    assert blocks_of("一、甲\n三、乙") == (Paragraph("一、甲"), Paragraph("三、乙"))
    assert blocks_of("2. 乙") == (Paragraph("2. 乙"),)
    assert blocks_of("3.5萬元") == (Paragraph("3.5萬元"),)
    assert blocks_of("1.5萬元\n2026年") == (Paragraph("1.5萬元"), Paragraph("2026年"))
    assert blocks_of(" \n") == ()


def test_what_is_typed_with_its_marks_gets_no_second_ones() -> None:
    made = composed(document(recipients="各市、：", note="（電話）", copies="省府。"))
    assert (made.recipients, made.note, made.colophon.copies) == ("各市：", "（電話）", "省府。")


def test_a_line_end_in_a_paragraph_begins_another_and_short_rows_are_filled_up() -> None:
    blocks = composed(document(body=(Paragraph("一\n\n二"), FULL.body[5]))).blocks
    assert blocks[:2] == (Line(0, "", "", "一"), Line(0, "", "", "二"))
    assert isinstance(blocks[2], Grid)
    assert blocks[2].rows == (("3月1日", "啟動"), ("3月15日", ""))
    # 3月15日 is 3.5 signs wide, 活動 counts as three.
    assert blocks[2].shares == pytest.approx((3.5 / 6.5, 3 / 6.5))


def test_the_widths_of_columns_follow_their_texts_within_limits() -> None:
    table = Table("", ("號", "長" * 30, "名稱", "y" * 10), (("1", "", "五個字以上", ""),))
    block = composed(document(body=(table,))).blocks[0]
    assert isinstance(block, Grid)
    assert block.shares == pytest.approx((3 / 25, 12 / 25, 5 / 25, 5 / 25))


def test_a_title_is_broken_by_its_meaning_and_where_its_author_broke_it() -> None:
    assert title_lines("湖北省消費者委員會關於開展紀念活動的通知", 20, ("湖北省消費者委員會",)) == (
        "湖北省消費者委員會關於開展紀念活動的通知",
    )
    assert title_lines("湖北省消費者委員會關於開展國際消費者權益日活動的通知", 20) == (
        "湖北省消費者委員會",
        "關於開展國際消費者權益日活動的通知",
    )
    assert title_lines("湖北省消费者委员会关于申请2026年“3·15”活动经费的请示", 20)[0] == "湖北省消费者委员会"
    assert title_lines("甲\n乙", 20) == ("甲", "乙")
    assert title_lines("", 20) == ()
    broken = title_lines("轉發《中華人民共和國消費者權益保護法》實施條例的通知", 20)
    assert any("《中華人民共和國消費者權益保護法》" in line for line in broken)


def test_no_line_of_a_title_is_too_long_or_begins_with_a_closing_mark() -> None:
    for title in ("國" * 61, "國，" * 25, "x" * 90, "《" + "法" * 40 + "》"):
        found = title_lines(title, 20)
        assert "".join(found) == title
        assert all(width(line) <= 20 for line in found)
        assert not any(line[0] in "，》" for line in found)
    assert title_lines("國" * 5000, 20) == ("國" * 5000,)
    assert len(title_lines("國" * 200, 20)) == 10
    assert title_lines("國" * 201, 20) == ("國" * 201,)
    # Eleven and eleven signs, were it not for the mark that may not end a line.
    assert title_lines("國" * 10 + "（" + "國" * 11, 20) == ("國" * 10, "（" + "國" * 11)


def test_a_long_last_paragraph_or_one_too_many_for_the_page_is_not_kept() -> None:
    first = Paragraph("通知如下：")
    # 2 signs of indent and 222 of text are 8 lines.
    assert composed(document(body=(first, Paragraph("國" * 222)))).end_kept
    assert not composed(document(body=(first, Paragraph("國" * 223)))).end_kept
    assert not composed(document(body=(first, Table("", ("甲",), ())))).end_kept
    # Nine bodies: 2 blank lines, two rows of 44 mm (8.6 lines), two lines of names and the date, 13.6; 8 are left.
    annexes = tuple(Annex(f"附{count}") for count in range(2))
    assert composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)))).end_kept
    assert not composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)), annexes=annexes)).end_kept
    assert composed(document(issuers=NINE, body=(first, Paragraph("國" * 100)), annexes=annexes)).end_kept
    assert not composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)), note="電話")).end_kept


def test_what_no_document_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="issuing body"):
        document(issuers=(" ",))
    with pytest.raises(ValueError, match="no level 5: there are 4"):
        Item(5, "x")
    with pytest.raises(ValueError, match="no level 0"):
        Item(0, "x")
    with pytest.raises(ValueError, match="counts from 1"):
        Number("鄂", 2026, 0)
    with pytest.raises(ValueError, match="counts from 1"):
        Number("鄂", 0, 1)
    with pytest.raises(ValueError, match="longer than the head"):
        Table("", ("a",), (("1", "2"),))
