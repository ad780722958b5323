"""The chapter of what activities put out, the board and the page of a figure: sentences, tables, what is beside them, what contradicts itself. By hand."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from open315.activities.facts.effects import chapter
from open315.activities.models import Activity, Output
from open315.activities.tests.test_count_outputs import MARCH, day, put_out
from open315.campaigns.models import Campaign
from open315.core.chapters import Reader
from open315.core.chapters.registry import chapters
from open315.core.documents.sentences import plain, stray_digits
from open315.core.documents.tree import Note, Paragraph, Section, Table
from open315.core.facts import Scope, one_reading
from open315.core.facts.boards import boards
from open315.indicators import queries as indicators

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at)


def reader_of(cast: Any, **scope: str) -> Reader:
    return Reader(MARCH, Scope(**scope), cast.actor("secretariat"))


def sections(cast: Any, language: str = "zh-hant") -> dict[str, Section]:
    with translation.override(language), one_reading():
        return {each.anchor: each for each in chapter.sections(reader_of(cast))}


def said(section: Section, kind: type) -> list[str]:
    return [plain(block.runs).strip() for block in section.blocks if isinstance(block, kind)]


def table(section: Section) -> list[list[str]]:
    (found,) = (block for block in section.blocks if isinstance(block, Table))
    return [list(found.head), *([plain(cell) for cell in row.cells] for row in found.rows)]


def test_a_group_is_told_in_one_sentence_with_its_table(cast: Any) -> None:
    put_out(cast, leaflets="3000餘", boards="35")
    put_out(cast, leaflets="數百")
    put_out(cast, kind="visit", banners="1", viewers="數萬")
    publicity = sections(cast)["publicity"]
    assert publicity.title == "宣傳"
    assert said(publicity, Paragraph) == ["發放宣傳資料3,000餘份、擺放展板35塊、懸掛橫幅標語1條。"]
    assert said(publicity, Note) == ["以文字填報、未計入的：宣傳資料（數百）、收看人次（數萬）。"]
    assert table(publicity) == [
        ["指標", "本期", "尚未填報的活動（項）"],
        ["宣傳資料（份）", "3,000餘", "0"],
        ["宣傳展板（塊）", "35", "1"],
        ["橫幅標語（條）", "1", ""],
        ["收看人次（人次）", "數萬", ""],
    ]
    english = sections(cast, "en")["publicity"]
    assert said(english, Paragraph) == [
        "In all: more than 3,000 leaflets handed out, 35 display boards set up, 1 banner hung up."
    ]
    assert said(english, Note) == ["Told in words and not counted: Leaflets (數百), Viewers (數萬)."]
    assert table(english)[0] == ["Indicator", "This period", "Not told by, activities"]
    simplified = sections(cast, "zh-hans")["publicity"]
    assert said(simplified, Paragraph) == ["发放宣传资料3,000余份、摆放展板35块、悬挂横幅标语1条。"]


def test_it_is_said_first_how_much_was_told_and_why_nothing_is_compared(cast: Any) -> None:
    put_out(cast, leaflets="3000")
    first = sections(cast, "en")["told"]
    assert said(first, Paragraph) == ["1 of the activities held told what they put out."]
    put_out(cast)
    first = sections(cast)["told"]
    assert said(first, Paragraph) == ["已舉辦的活動中，1項填報了活動成果。另有1項應填報而尚未填報，未計入以下各數。"]
    assert said(first, Note) == ["不作上年同期比較：本系統沒有2025年3月1日至3月31日的記錄。"]
    assert not said(sections(cast)["publicity"], Note)


def test_kinds_stand_behind_the_sum_and_money_brings_its_unit(cast: Any) -> None:
    put_out(
        cast,
        kind="destruction",
        fakes_number__salt="1200",
        fakes_number__food="80餘",
        fakes_value__salt="3萬",
        fakes_value__food="5000",
    )
    put_out(cast, kind="visit", fakes_weight__food="1.5")
    fakes = sections(cast)["fakes"]
    assert said(fakes, Paragraph) == [
        "銷毀假冒偽劣商品1,280餘件（其中食鹽1,200件、食品80餘件）、銷毀假冒偽劣商品1.5公斤、貨值3.50萬元（其中食鹽3.00萬元、食品5,000元）。"
    ]
    assert [row[0] for row in table(fakes)] == ["指標", "銷毀件數（件）", "銷毀重量（公斤）", "銷毀貨值"]
    (english,) = said(sections(cast, "en")["fakes"], Paragraph)
    assert "more than 1,280 fake items destroyed (among them salt 1,200 items, food more than 80 items)" in english
    assert "worth CNY 35,000 (among them salt CNY 30,000, food CNY 5,000)." in english


def test_what_is_never_added_stands_by_itself_and_names_who_told_it_where_several_did(cast: Any) -> None:
    put_out(cast, kind="contest", teams_first="200多", teams_final="8", first_prizes="1")
    assert said(sections(cast)["contest"], Paragraph) == [
        "頒發一等獎1個。",
        "參加初賽的代表隊200餘支、參加決賽的代表隊8支。",
    ]
    assert said(sections(cast, "en")["contest"], Paragraph) == [
        "In all: 1 first prize.",
        "Besides: more than 200 teams in the preliminary, 8 teams in the final.",
    ]
    other = put_out(cast, kind="contest", teams_first="30")
    Activity.objects.filter(pk=other.pk).update(council=cast.bodies["wuhan"])
    contest = sections(cast)["contest"]
    assert said(contest, Paragraph)[1] == "參加決賽的代表隊8支。"
    assert said(contest, Note) == [
        "由幾項活動分別填報、不得相加的：初賽代表隊（湖北省消費者委員會200餘支、武漢市消費者協會30支）。"
    ]
    assert table(contest)[1][:2] == ["初賽代表隊（支）", "–"]


def test_two_years_are_compared_where_they_can_be_and_the_reason_stands_where_not(cast: Any) -> None:
    put_out(cast, on=day(2025, 10), kind="visit", banners="100", letters="3餘", reprints="4")
    put_out(cast, kind="visit", banners="125", letters="5", reprints="5", leaflets="2")
    found = sections(cast)
    assert table(found["publicity"]) == [
        ["指標", "本期", "上年同期", "增減", "尚未填報的活動（項）"],
        ["宣傳資料（份）", "2", "–", "–", "0"],
        ["橫幅標語（條）", "125", "100", "+25.00%", ""],
    ]
    assert said(found["publicity"], Note) == ["與上年同期不作比較的：宣傳資料。沒有活動填報。"]
    assert said(found["cases"], Note) == [
        "與上年同期不作比較的：公開信和倡議書。其中有數字不是準確數，不計算增減幅度。"
    ]
    assert said(found["media"], Note) == []
    assert said(found["told"], Note) == []


def test_the_councils_stand_beside_each_other(cast: Any) -> None:
    put_out(cast, leaflets="300", boards="5")
    assert "councils" not in sections(cast)
    other = put_out(cast, leaflets="近70", teams_first="5")
    Activity.objects.filter(pk=other.pk).update(council=cast.bodies["wuhan"])
    assert table(sections(cast)["councils"]) == [
        ["消費者組織", "宣傳資料（份）", "宣傳展板（塊）"],
        ["湖北省消費者委員會", "300", "5"],
        ["武漢市消費者協會", "近70", "–"],
        ["合計", "近370", "5"],
    ]


def test_only_what_most_activities_told_has_a_column(cast: Any) -> None:
    few = {"lawyers": "1", "experts": "2"}
    many = {"leaflets": "1", "boards": "2", "banners": "3", "sms_sent": "4", "viewers": "5", "spot_awards": "6"}
    put_out(cast, kind="visit", **few, **many)
    other = put_out(cast, kind="visit", **many)
    Activity.objects.filter(pk=other.pk).update(council=cast.bodies["wuhan"])
    assert len(table(sections(cast)["councils"])[0]) == 7
    assert not {"律師（人次）", "專家學者（人次）"} & set(table(sections(cast)["councils"])[0])


def test_every_number_of_the_chapter_is_a_figure_that_can_be_opened(cast: Any) -> None:
    put_out(cast, leaflets="3000餘", boards="35", fakes_number__salt="1200", fakes_number__food="80餘", teams_first="7")
    put_out(cast, leaflets="數百", teams_first="9")
    for section in sections(cast).values():
        for block in section.blocks:
            runs = [cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else [block.runs]  # type: ignore[union-attr]
            assert [stray for each in runs for stray in stray_digits(each)] == []


def test_a_part_that_is_certainly_more_than_its_whole_is_a_contradiction(cast: Any) -> None:
    put_out(cast, complaints_taken="10")
    put_out(cast, settled_on_spot="12")
    for language, words in (
        ("en", "Settled on the spot: 12 are more than Complaints taken (10), of which they are a part."),
        ("zh-hant", "現場調解（12）是受理投訴（10）的一部分，卻多於後者。"),
    ):
        with translation.override(language):
            assert chapter.faults(reader_of(cast)) == [words]
    Output.objects.filter(indicator="settled_on_spot").update(bound="at_most")
    assert chapter.faults(reader_of(cast)) == []
    Output.objects.filter(indicator="settled_on_spot").update(bound="exact", hundredths=1000)
    assert chapter.faults(reader_of(cast)) == []


def test_the_chapter_appears_where_something_was_told_or_should_have_been(cast: Any) -> None:
    from_rows = next(each for each in chapters() if each.key == "effects")
    assert not from_rows.appears(reader_of(cast))
    put_out(cast, kind="visit")
    assert not from_rows.appears(reader_of(cast))
    put_out(cast)
    assert from_rows.appears(reader_of(cast))
    Activity.objects.all().delete()
    put_out(cast, kind="visit", leaflets="3")
    assert from_rows.appears(reader_of(cast))
    assert (from_rows.order, from_rows.days) == (6, "campaign")
    assert from_rows.stands_on == ("activities.outputs_told", "activities.outputs_untold", "activities.output.leaflets")
    with translation.override("en"):
        assert str(from_rows.title) == "What the activities put out"
        words = plain(from_rows.remark(reader_of(cast), cast.at))  # type: ignore[misc]
    assert words.startswith(
        "What activities put out is counted from 1 March to 31 March 2026, as it had been told on 12 May 2026, 10:00. "
    )
    assert words.endswith("is listed and not counted, and what is missing is not zero.")


def test_the_chapter_is_written_with_a_handful_of_statements(cast: Any) -> None:
    for n in range(3):
        put_out(
            cast,
            leaflets=f"{n + 1}00",
            boards="3",
            fakes_number__salt="3",
            fakes_number__food="4",
            on=day(2026, 10 + n),
        )
        put_out(cast, leaflets=f"{n + 1}00", boards="3", on=day(2025, 10 + n))
    with one_reading(), CaptureQueriesContext(connection) as seen:
        reader = reader_of(cast, region="42")
        chapter.sections(reader)
        chapter.faults(reader)
    assert len(seen) <= 12, [query["sql"][:80] for query in seen]


def browser(cast: Any, language: str = "zh-hant") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(cast.accounts["secretariat"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_the_overview_shows_what_was_told_and_nothing_of_the_rest(cast: Any) -> None:
    put_out(cast, leaflets="3000餘")
    put_out(cast, kind="visit", letters="若干")
    page = browser(cast).get("/console/facts/?now=1&first=2026-03-01&last=2026-03-31").content.decode()
    board = page[page.index('id="board-effects"') :]
    shown = words(board[: board.index("</section>")])
    assert "已填報成果的活動 2 項活動" in shown
    assert "宣傳資料 3,000餘 份" in shown
    assert "宣傳展板 – 沒有活動填報。 另有1項應填報的活動尚未填報。" in shown
    assert "公開信和倡議書 – 只有文字填報，沒有數字。 以文字填報、未計入：若干。" in shown
    assert "橫幅標語" not in shown
    (board_of,) = (each for each in boards() if each.key == "effects")
    assert (board_of.order, len(board_of.figures)) == (33, 2 + len(indicators.ever_reported()))


def test_the_page_of_a_figure_has_its_tables_and_what_is_missing(cast: Any) -> None:
    put_out(cast, leaflets="3000", kind="stall")
    put_out(cast)
    address = "/console/facts/activities.output.leaflets/rows/?first=2026-03-01&last=2026-03-31"
    page = browser(cast).get(address).content.decode()
    shown = words(page)
    assert "宣傳資料：尚未填報 1 項活動" in shown
    assert "宣傳資料（按活動形式） 「宣傳資料」的填報值，按活動形式列出。" in shown
    assert "宣傳資料（按消費者組織）" in shown
    assert "1個數值" in shown
    assert page.count("chart__drawing") == 3
    Output.objects.update(bound="at_least")
    page = browser(cast).get(address).content.decode()
    assert "3,000餘" in words(page)
    assert "chart__drawing" not in page


def test_the_campaign_leads_to_what_its_activities_put_out(cast: Any) -> None:
    campaign = Campaign.objects.create(
        council=cast.bodies["province"], year=2026, theme="題", first_day=MARCH.first, last_day=MARCH.last, stat_first=MARCH.first,
        stat_last=MARCH.last, region_id="420000", created_at=datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip
    page = browser(cast).get(f"/console/campaigns/{campaign.pk}/").content.decode()
    assert 'href="/console/facts/?first=2026-03-01&amp;last=2026-03-31#board-effects"' in page
