"""The administrator says on the page of a body from when its records are complete, confirms what an import proposed, and takes it back."""

from datetime import date

import pytest

from open315.org import queries
from open315.org.models import Coverage
from open315.org.queries.coverage import councils_of
from open315.org.tests.office import Office
from open315.org.tests.paging import Desk

NOTHING = "尚未聲明。統計以該消費者組織在本系統收到首件案件之日為記錄起始日。"


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def spans(pk: int) -> list[tuple[date, date | None, str, bool]]:
    return list(Coverage.objects.filter(organisation=pk).values_list("first", "last", "note", "is_proposed"))


def test_a_council_whose_records_are_not_stated_says_what_is_taken_instead(office: Office, desk: Desk) -> None:
    page = desk.get("organisation", office.body("district"))
    assert NOTHING in page
    assert "聲明記錄完整期間" in page


def test_a_department_keeps_no_complaints_and_is_not_asked(office: Office, desk: Desk) -> None:
    assert "記錄完整期間" not in desk.get("organisation", office.body("market"))


def test_the_records_of_a_council_are_stated_from_a_day_on(office: Office, desk: Desk) -> None:
    pk = office.body("district")
    page = desk.done("coverage_new", pk, first="2024-01-01", last="", note=" 紙質登記冊已補錄 ")
    assert "已聲明，此後的比較均以此為準。" in page
    assert "2024-01-01起" in page
    assert "紙質登記冊已補錄" in page
    assert spans(pk) == [(date(2024, 1, 1), None, "紙質登記冊已補錄", False)]


def test_a_day_to_come_is_refused_where_it_was_typed(office: Office, desk: Desk) -> None:
    pk = office.body("district")
    page = desk.refused("coverage_new", pk, first="2999-01-01", last="", note="補錄")
    assert "記錄的完整起始日不能在將來。" in page
    assert "[補錄]" in page
    assert "截止日早於起始日。" in desk.refused("coverage_new", pk, first="2024-01-01", last="2023-12-31")
    assert spans(pk) == []


def test_what_an_import_proposed_is_marked_and_confirmed(office: Office, desk: Desk) -> None:
    pk = office.body("wuhan")
    assert "待確認" in desk.get("organisation", pk)
    page = desk.done("coverage_confirm", office.coverage("proposed"))
    assert "已確認，此後的比較均以此為準。" in page
    assert "待確認" not in page
    assert spans(pk)[0] == (date(2019, 1, 1), date(2019, 12, 31), "隨台賬", False)


def test_what_is_not_so_is_taken_back(office: Office, desk: Desk) -> None:
    pk = office.body("wuhan")
    page = desk.done("coverage_take_back", office.coverage("stated"))
    assert "已撤回。" in page
    assert [first for first, *_rest in spans(pk)] == [date(2019, 1, 1)]


def test_another_city_s_coverage_is_as_if_it_were_not(office: Office) -> None:
    desk = Desk(office, "city_administrator")
    assert desk.sends("coverage_new", office.body("huangshi"), first="2024-01-01").status_code == 404
    assert desk.sends("coverage_confirm", office.coverage("far")).status_code == 404
    assert desk.sends("coverage_take_back", office.coverage("far")).status_code == 404
    assert desk.sends("coverage_take_back", office.coverage("stated")).status_code == 302


def test_only_what_is_stated_counts_and_the_councils_of_a_region_are_found_closed_or_not(office: Office) -> None:
    stated = queries.stated_coverage([office.body("wuhan"), office.body("district")])
    assert {body: [(span.first, span.last) for span in spans] for body, spans in stated.items()} == {
        office.body("wuhan"): [(date(2020, 1, 1), date(2023, 12, 31))]
    }
    ids = {office.body(name) for name in ("wuhan", "district", "street", "huangshi")}
    assert {body.id for body in councils_of("4201", ids)} == ids - {office.body("huangshi")}
    assert office.body("market") not in {body.id for body in councils_of("4201")}
    assert [body.id for body in councils_of("42", {office.body("huangshi")})] == [office.body("huangshi")]
