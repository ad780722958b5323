"""A list of values in memory: the same pages, order and file as a list of rows of a table; and a list below one thing."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from open315.core.access import Actor
from open315.core.access.checks import view_called
from open315.core.audit.models import AuditEntry
from open315.core.list_files import list_file
from open315.core.pages import declared
from open315.core.pages.cells import day
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage, Tab
from open315.core.pages.filters import FilterForm, words
from open315.core.pages.lists import list_page
from open315.core.pages.rows import are_more_than, number_of, page_of

READER = Actor(kind="staff", label="the reader", permissions=frozenset({"audit:read"}))


@dataclass(frozen=True)
class Text:
    """A text of law."""

    code: str
    since: date
    rank: tuple[bool, int] = (False, 0)


TEXTS = [Text(f"t{number:02}", date(2020 + number % 3, 1, 1)) for number in range(11)]


class Filters(FilterForm):
    q = words("Code")


@pytest.fixture
def page() -> Iterator[ListPage[Text]]:
    """A list of texts, which is not declared any more after the test."""
    yield ListPage(
        name="tests.texts",
        url_name="administration:audit",
        section="audit",
        permission="audit:read",
        title="Texts",
        read=lambda _actor, wanted: [each for each in TEXTS if wanted.get("q", "") in each.code],
        filters=Filters,
        tabs=lambda form: [
            Tab("All", form.address(q=""), current=True),
            Tab("Zeros", form.address(q="0"), current=False),
        ],
        order=("-since", "code"),
        columns=(
            Column("code", "Code", lambda row: row.code),
            Column("since", "Since", lambda row: day(row.since), order=("since", "-code")),
            Column("steps", "Steps", lambda row: "End it", permission="packs:manage"),
        ),
        actions=(Action("Read all", "administration:events_retry_all", acts=True, permission="audit:read"),),
        empty=Empty("Nothing", "Write something."),
        export=Export(
            url_name="administration:audit_export",
            file="texts",
            event="tests_exported",
            header=lambda: ["code"],
            rows=lambda rows: ([row.code] for row in rows),
        ),
        size=4,
    )
    declared.LISTS._pages.pop("tests.texts")


def request(query: str = "", actor: Actor = READER) -> Any:
    made = RequestFactory().get(f"/list/{query}")
    made.actor = actor  # type: ignore[attr-defined]
    return made


def codes(texts: list[Text]) -> str:
    return " ".join(each.code for each in texts)


NEWEST_FIRST = ["t02 t05 t08 t01", "t04 t07 t10 t00", "t03 t06 t09"]


def test_pages_of_values_hold_each_once_forwards_and_back() -> None:
    order, after, pages = ("-since", "code"), "", []
    while True:
        shown = page_of(TEXTS, order, size=4, after=after)
        pages.append((shown.first, codes(shown.rows)))
        if not shown.after:
            break
        after = shown.after
    assert pages == [(1, NEWEST_FIRST[0]), (5, NEWEST_FIRST[1]), (9, NEWEST_FIRST[2])]
    back = page_of(TEXTS, order, size=4, before=shown.before)
    assert (back.first, codes(back.rows)) == (5, NEWEST_FIRST[1])
    assert codes(page_of(TEXTS, order, size=4, before=back.before).rows) == NEWEST_FIRST[0]
    assert page_of(TEXTS, order, size=4).before == ""


def test_a_page_goes_on_behind_the_value_it_ended_with_though_others_came_before_it() -> None:
    edge = page_of(TEXTS, ("code",), size=4).after
    more = [Text("s00", date(2026, 1, 1)), *TEXTS]
    assert codes(page_of(more, ("code",), size=4, after=edge).rows) == "t04 t05 t06 t07"
    gone = [each for each in TEXTS if each.code != "t03"]
    assert codes(page_of(gone, ("code",), size=4, after=edge).rows) == "t05 t06 t07 t08"


@pytest.mark.parametrize("edge", ["x", "%%", "W10", "e30", "WyJ4Il0"])
def test_an_edge_that_is_none_means_the_first_page(edge: str) -> None:
    assert codes(page_of(TEXTS, ("code",), size=2, after=edge).rows) == "t00 t01"


def test_values_are_ordered_by_ranks_of_several_parts() -> None:
    texts = [replace(TEXTS[0], rank=(True, 1)), replace(TEXTS[1], rank=(False, 2)), replace(TEXTS[2], rank=(False, 1))]
    first = page_of(texts, ("rank", "code"), size=1)
    assert codes(first.rows) == "t02"
    assert codes(page_of(texts, ("rank", "code"), size=2, after=first.after).rows) == "t01 t00"


@pytest.mark.parametrize(("number", "more"), [(0, True), (10, True), (11, False), (12, False)])
def test_so_many_values_are_more_than_so_many(number: int, more: bool) -> None:
    assert are_more_than(number, TEXTS) is more
    assert number_of(TEXTS) == (11, False)


def test_the_page_has_tabs_total_number_and_a_button_to_print(page: ListPage[Text]) -> None:
    with override("en"):
        text = list_page(request("?q=t"), page).content.decode()
    assert 'href="?q=0"' in text
    assert "1–4 of 11" in text
    assert "data-print" in text


def test_a_column_of_a_permission_is_for_those_who_hold_it(page: ListPage[Text]) -> None:
    assert "End it" not in list_page(request(), page).content.decode()
    manager = replace(READER, permissions=READER.permissions | {"packs:manage"})
    assert "End it" in list_page(request(actor=manager), page).content.decode()


def test_a_button_for_all_that_is_listed_acts_and_is_left_out_where_nothing_is(page: ListPage[Text]) -> None:
    acts = '<form method="post" action="/console/admin/events/retry/">'
    assert acts in list_page(request(), page).content.decode()
    assert acts not in list_page(request("?q=nothing"), page).content.decode()
    nobody = replace(READER, permissions=frozenset())
    assert acts not in list_page(request(actor=nobody), page).content.decode()


@pytest.mark.django_db
def test_the_file_holds_all_values_in_the_order_of_the_page(page: ListPage[Text]) -> None:
    answer: Any = list_file(request("?q=t"), page)
    head, *lines, _end = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert head == ["code"]
    assert " ".join(line[0] for line in lines) == " ".join(NEWEST_FIRST)
    assert AuditEntry.objects.get(event="tests_exported").data == {"filters": {"q": "…"}}


@pytest.mark.django_db
def test_a_list_below_one_thing_has_its_title_and_tells_of_which_its_file_was(page: ListPage[Text]) -> None:
    assert page.export is not None
    export = replace(page.export, url_name="facts:rows_csv")
    below = page.about("cases.received", title="Texts of one figure", export=export)
    assert page.title == "Texts"
    text = list_page(request(), below).content.decode()
    assert "Texts of one figure" in text
    assert 'href="/console/facts/cases.received/rows.csv?"' in text
    answer: Any = list_file(request(), below)
    b"".join(answer.streaming_content)
    assert AuditEntry.objects.get(event="tests_exported").data == {"of": ["cases.received"], "filters": {}}


@pytest.mark.parametrize(
    ("name", "found"),
    [("facts:rows", True), ("home", True), ("facts:nothing", False), ("nowhere:rows", False), ("rows", False)],
)
def test_an_address_is_known_by_its_name_whatever_stands_in_it(name: str, found: bool) -> None:
    assert (view_called(name) is not None) is found
