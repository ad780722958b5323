"""Official documents in the layout of GB/T 9704-2012, measured in the PDF that is read back."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from open315.core.documents.official import docx, pdf
from open315.core.documents.official.compose import composed
from open315.core.documents.official.layout import Line
from open315.core.documents.official.types import (
    Annex,
    Item,
    OfficialDocument,
    Paragraph,
    Table,
)
from open315.core.documents.official.widths import breakable, name_lines
from open315.core.tests.official_document import (
    HANS,
    MM,
    NINE,
    document,
    lines,
    opened,
    pages,
    squeezed,
)


def test_a_full_page_has_22_lines_of_28_signs() -> None:
    made = document(body=(Paragraph("國" * 28 * 60),))
    full = [line for line in lines(pages(made)[1]) if "國" in line[2]]
    assert [len(text) for _, _, text in full] == [28] * 22
    assert all(abs(start - 28) < 1 for _, start, _ in full)
    steps = [below - above for (above, *_), (below, *_) in pairwise(full)]
    assert all(abs(step - 225 / 22) < 0.15 for step in steps)
    # The last line ends with the type area, 37 + 225 mm from the edge of the sheet.
    assert 37 < full[0][0] < 37 + 225 / 22
    assert 37 + 225 - 225 / 22 < full[-1][0] < 37 + 225


def test_lines_with_marks_are_not_narrowed_until_more_signs_fit() -> None:
    made = document(body=(Paragraph("內容。" * 300),))
    found = [text for _, _, text in lines(pages(made)[1]) if "內容" in text]
    assert {len(text) for text in found} <= {27, 28}


def test_the_first_line_of_a_paragraph_begins_two_signs_in() -> None:
    made = document(body=(Paragraph("國" * 60),))
    first, second = [line for line in lines(pages(made)[0]) if "國" in line[2]][:2]
    assert (len(first[2]), len(second[2])) == (26, 28)
    assert abs(first[1] - second[1] - 2 * 156 / 28) < 0.2


def test_the_sheet_is_a4_and_the_red_name_begins_35_mm_below_the_type_area() -> None:
    page = pages(document())[0]
    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (210, 297)
    name = next(line for line in lines(page) if "文件" in line[2])
    # The base line is some 0.88 of the size (40 pt at eleven signs) below the upper edge.
    assert abs(name[0] - (37 + 35 + 0.88 * 40 / MM)) < 2.5


def test_page_numbers_stand_at_the_right_of_odd_and_at_the_left_of_even_pages() -> None:
    first, second, *_ = pages(document(body=(Paragraph("國" * 28 * 60),)))
    one = next(line for line in lines(first) if "—1—" in line[2].replace(" ", ""))
    two = next(line for line in lines(second) if "—2—" in line[2].replace(" ", ""))
    assert abs(one[0] - (37 + 225 + 7)) < 2.5
    assert abs(two[1] - (28 + 14 / MM)) < 0.5
    assert one[1] > 28 + 156 - 14 / MM - 20


@pytest.mark.parametrize(("bodies", "size"), [(1, 40.0), (2, 35.0), (9, 22.0)])
def test_names_shrink_until_text_stands_on_the_first_page(bodies: int, size: float) -> None:
    made = document(issuers=NINE[:bodies])
    assert composed(made).head.size == size
    assert "現就有關事項通知如下" in "".join(text for *_, text in lines(pages(made)[0]))


def test_signers_stand_two_in_a_row_all_equally_wide() -> None:
    rows = composed(document(signers=("王五", "李四光", "趙　錢"))).signers
    assert rows == (("王　五", "李四光"), ("趙　錢",))
    first = "".join(text for *_, text in lines(pages(document(signers=("王五", "李四光", "趙錢")))[0]))
    assert "簽發人：王　五　李四光" in first
    assert "鄂消委〔2026〕12號趙　錢" in first.replace(" ", "").replace("　　　　", "")


def test_a_name_is_broken_behind_its_place() -> None:
    assert name_lines("湖北省市場監督管理局", 8) == ("湖北省", "市場監督管理局")
    assert name_lines("武漢市公安局", 8) == ("武漢市公安局",)


def test_very_long_words_may_break_in_the_pdf() -> None:
    assert breakable("a" * 50) == "a" * 24 + "\u200b" + "a" * 24 + "\u200b" + "aa"
    assert breakable("a" * 24) == "a" * 24
    made = document(body=(Paragraph("w" * 400),))
    found = [text for page in pages(made) for _, _, text in lines(page) if "w" in text]
    assert [len(text) for text in found] == [24] * 16 + [16]


@pytest.mark.parametrize(
    ("body", "places"),
    [(1, (1, 2)), (28 * 10, (2, 2)), (28 * 22, (2, 4)), (28 * 34, (3, 4))],
)
def test_the_colophon_stands_on_the_last_even_page(body: int, places: tuple[int, int]) -> None:
    made = document(body=(Paragraph("國" * body), Paragraph("完")), copies="省府", printing_body="秘書處")
    assert pdf.page_of_colophon(composed(made)) == places
    found = pages(made)
    assert len(found) == places[1]
    last = lines(found[-1])
    copies = next(line for line in last if "抄送" in line[2])
    assert 37 + 225 - 25 < copies[0] < 37 + 225


def test_a_blank_page_before_the_colophon_and_the_colophons_have_no_number() -> None:
    made = document(body=(Paragraph("國" * 28 * 22), Paragraph("完")), copies="省府", printing_body="秘書處")
    found = ["".join(text for *_, text in lines(page)) for page in pages(made)]
    assert ["—" in text for text in found] == [True, True, False, False]
    file = opened(made)
    assert [section.footer.paragraphs[0].text[:1] for section in file.sections] == ["—", ""]


def test_without_a_colophon_the_document_ends_with_its_text() -> None:
    assert len(pages(document())) == 1
    assert len(opened(document()).sections) == 1


def test_the_seals_are_on_a_page_with_text() -> None:
    made = document(issuers=NINE, body=(Paragraph("國" * 28 * 16), Paragraph("末段。" * 10)))
    last = "".join(text for *_, text in lines(pages(made)[-1]))
    assert "末段" in last
    assert "湖北廣播電視台" in last


def test_a_text_of_one_paragraph_begins_on_the_first_page_all_the_same() -> None:
    made = document(issuers=NINE, body=(Paragraph("國" * 100),))
    assert "國" in "".join(text for *_, text in lines(pages(made)[0]))
    assert not composed(made).end_kept


@pytest.mark.parametrize("form", [docx, pdf])
def test_empty_parts_are_left_out(form: Any) -> None:
    empty = OfficialDocument(
        HANS, ("", "省消委", " "), "", date(2026, 1, 2), (Paragraph(""), Item(1, ""), Table("", (), ())), recipients=" ",
        annexes=(Annex(""),), signers=("",), copies="。", note="（）",
    )  # fmt: skip
    assert form.render(empty)[:4] in {b"PK\x03\x04", b"%PDF"}
    made = composed(empty)
    assert made.head.names == ("省消委",)
    assert (made.recipients, made.note, made.signers, made.title, made.number) == ("", "", (), (), "")
    assert made.colophon.is_empty
    assert made.blocks == (Line(1, "一、", "", ""),)


def test_a_row_of_a_table_is_not_broken_over_two_pages() -> None:
    rows = tuple((f"甲{count}", "乙" * 100) for count in range(24))
    made = document(body=(Paragraph("表："), Table("", ("一", "二"), rows)))
    counts = [sum(text.count("乙") for *_, text in lines(page)) for page in pages(made)]
    assert sum(counts) == 2400
    assert [count % 100 for count in counts] == [0] * len(counts)


def test_copies_to_more_bodies_than_a_page_holds_go_on_with_the_next() -> None:
    made = document(copies="省政府辦公廳，" * 200)
    assert squeezed(made).count("廳") == 200
