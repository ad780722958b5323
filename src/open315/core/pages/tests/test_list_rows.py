"""A declared list: pages of any number of rows, order, filters with their chips, totals, words, the file."""

import base64
import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from open315.core import audit
from open315.core.access import SYSTEM, Actor
from open315.core.audit.models import AuditEntry
from open315.core.audit.record import entry
from open315.core.list_files import list_file
from open315.core.pages import declared, keyset
from open315.core.pages.cells import day, days, drawn_rows, lines, link, moment
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, words
from open315.core.pages.keyset import counted, sliced
from open315.core.pages.lists import list_page

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
READER = Actor(kind="staff", label="the reader", permissions=frozenset({"audit:read", "system:export"}))


class Filters(FilterForm):
    event = words("What")
    kind = choice("Kind")

    def prepare(self) -> None:
        self.choose("kind", [("Groups", [("system", "The system"), ("staff", "Somebody")])])


def _read(actor: Actor, wanted: Any) -> Any:
    rows = AuditEntry.objects.filter(event__startswith="tests.")
    if "event" in wanted:
        rows = rows.filter(event=wanted["event"])
    return rows.filter(actor_kind=wanted["kind"]) if "kind" in wanted else rows


@pytest.fixture
def page() -> Iterator[ListPage[AuditEntry]]:
    """A list of audit entries, which is not declared any more after the test."""
    made = ListPage(
        name="tests.entries",
        url_name="administration:audit",
        section="audit",
        permission="audit:read",
        title="Entries",
        read=_read,
        filters=Filters,
        order=("-at", "-pk"),
        columns=(
            Column("event", "What", lambda row: row.event, order=("event", "pk")),
            Column("number", "Number", lambda row: row.data["n"], kind="number", total="highest"),
        ),
        totals=lambda rows: rows.order_by().aggregate(highest=Max("pk")),
        empty=Empty("Nothing", "Write something."),
        export=Export(
            url_name="administration:audit_export",
            file="entries",
            event="tests_exported",
            header=lambda: ["event", "n"],
            rows=lambda rows: ([row.event, row.data["n"]] for row in rows.iterator(50)),
        ),
        size=5,
    )
    yield made
    declared.LISTS._pages.pop("tests.entries")


def _write(number: int, event: str = "tests.done", step: int = 1) -> None:
    audit.record_many(
        [entry(event, actor=SYSTEM, at=AT + timedelta(minutes=n // step), data={"n": n}) for n in range(number)]
    )


def _get(page: ListPage[AuditEntry], query: str = "", **cookies: str) -> Any:
    request = RequestFactory().get(f"/list/{query}")
    request.actor = READER  # type: ignore[attr-defined]
    request.COOKIES.update(cookies)
    return list_page(request, page)  # type: ignore[arg-type]


def _numbers(answer: HttpResponse) -> list[int]:
    body = re.search(r"<tbody.*</tbody>", answer.content.decode(), re.DOTALL)
    return [int(each) for each in re.findall(r'data-label="Number" class="number">(\d+)<', body[0] if body else "")]


def _address(answer: HttpResponse, rel: str) -> str:
    found = re.search(rf'href="(\?[^"]*)" rel="{rel}"', answer.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.django_db
@pytest.mark.parametrize("step", [1, 4, 100])
@pytest.mark.parametrize("order", [("at", "pk"), ("-at", "-pk"), ("-at", "pk"), ("event", "-at", "pk")])
def test_pages_hold_every_row_once_whatever_the_order_and_however_many_are_equal(
    order: tuple[str, ...], step: int
) -> None:
    _write(12, step=step)
    _write(11, "tests.other", step=step)
    rows = AuditEntry.objects.filter(event__startswith="tests.")
    whole = [row.pk for row in rows.order_by(*order)]
    there, places, after = [], [], ""
    while True:
        shown = sliced(rows, order, size=5, after=after)
        there.append([row.pk for row in shown.rows])
        places.append(shown.first)
        if not shown.after:
            break
        after, before = shown.after, shown.before
    assert [pk for each in there for pk in each] == whole
    assert places == [1, 6, 11, 16, 21]
    assert [len(each) for each in there] == [5, 5, 5, 5, 3]

    back = [sliced(rows, order, size=5, before=shown.before)]
    while back[-1].before:
        back.append(sliced(rows, order, size=5, before=back[-1].before))
    assert [[row.pk for row in each.rows] for each in back] == there[-2::-1]
    assert [each.first for each in back] == [16, 11, 6, 1]
    assert before


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["x", "WzFd", "bm90IGpzb24", "WzEsIm5vIGRheSIsMV0", "W10"])
def test_an_edge_that_cannot_be_read_means_the_first_page(mark: str) -> None:
    _write(7)
    rows = AuditEntry.objects.filter(event="tests.done")
    first = [row.pk for row in sliced(rows, ("-at", "-pk"), size=5).rows]
    assert [row.pk for row in sliced(rows, ("-at", "-pk"), size=5, after=mark).rows] == first
    assert sliced(rows, ("-at", "-pk"), size=5, before=mark).before == ""


def _made_up(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "[" * 3000,
        "[1e999]",
        '[1e999,"2026-05-12T02:00:00+00:00",1]',
        '[1,"0001-01-01T00:00:00+14:00",1]',
        '[1,"9999-12-31T23:59:59-14:00",1]',
        '[1,"2026-05-12T02:00:00+00:00",1e999]',
        "[1,null,null]",
    ],
)
def test_an_edge_that_somebody_made_up_means_the_first_page(text: str) -> None:
    """Whoever wrote one of these into the address of any list was answered with an internal error."""
    _write(7)
    rows = AuditEntry.objects.filter(event="tests.done")
    first = [row.pk for row in sliced(rows, ("-at", "-pk"), size=5).rows]
    for way in ({"after": _made_up(text)}, {"before": _made_up(text)}):
        assert [row.pk for row in sliced(rows, ("-at", "-pk"), size=5, **way).rows] == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_one"), [("a\\u0000b", False), ("a\\ud83d", False), ("tests.done", True), ("", True)]
)
def test_an_edge_holds_only_signs_that_a_table_may_hold(text: str, *, is_one: bool) -> None:
    rows = AuditEntry.objects.all()
    read = keyset._read(rows, ("event", "pk"), _made_up(f'[3,"{text}",7]'))
    assert (read is not None) is is_one
    if read is not None:
        assert (read.values, read.place) == ((text, 7), 3)


@pytest.mark.django_db
def test_a_long_list_is_counted_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    _write(7)
    rows = AuditEntry.objects.filter(event="tests.done")
    monkeypatch.setattr(keyset, "COUNTED", 7)
    assert counted(rows) == (7, False)
    monkeypatch.setattr(keyset, "COUNTED", 6)
    assert counted(rows) == (6, True)


@pytest.mark.django_db
def test_a_page_says_which_rows_it_shows_and_leads_to_its_neighbours(page: ListPage[AuditEntry]) -> None:
    _write(12)
    first = _get(page)
    assert _numbers(first) == [11, 10, 9, 8, 7]
    assert "第 1–5 項，共 12 項" in first.content.decode()
    assert not _address(first, "prev")
    second = _get(page, _address(first, "next"))
    assert _numbers(second) == [6, 5, 4, 3, 2]
    assert "第 6–10 項，共 12 項" in second.content.decode()
    assert _numbers(_get(page, _address(second, "prev"))) == [11, 10, 9, 8, 7]


@pytest.mark.django_db
def test_a_page_costs_the_same_number_of_queries_for_five_rows_as_for_fifty(
    page: ListPage[AuditEntry], django_assert_num_queries: Any
) -> None:
    object.__setattr__(page, "size", 50)
    _write(5)
    with django_assert_num_queries(3):
        assert len(_numbers(_get(page))) == 5
    _write(45, "tests.more")
    with django_assert_num_queries(3):
        assert len(_numbers(_get(page))) == 50


@pytest.mark.django_db
def test_a_heading_orders_the_list_and_a_second_click_turns_it_round(page: ListPage[AuditEntry]) -> None:
    _write(2, "tests.b")
    _write(2, "tests.a")
    whole = _get(page, "?sort=event").content.decode()
    assert re.findall(r'<th scope="row">(tests\.\w)</th>', whole) == ["tests.a", "tests.a", "tests.b", "tests.b"]
    assert 'aria-sort="ascending"' in whole
    assert 'href="?sort=-event"' in whole
    turned = _get(page, "?sort=-event").content.decode()
    assert re.findall(r'<th scope="row">(tests\.\w)</th>', turned) == ["tests.b", "tests.b", "tests.a", "tests.a"]
    assert 'aria-sort="descending"' in turned


@pytest.mark.django_db
def test_the_browser_remembers_the_order_and_the_address_goes_before_it(page: ListPage[AuditEntry]) -> None:
    _write(1, "tests.b")
    _write(1, "tests.a")
    chosen = _get(page, "?sort=event")
    assert chosen.cookies["order-tests.entries"].value == "event"
    assert chosen.cookies["order-tests.entries"]["httponly"]
    again = _get(page, **{"order-tests.entries": "event"})
    assert 'aria-sort="ascending"' in again.content.decode()
    assert "order-tests.entries" not in again.cookies
    assert 'aria-sort="descending"' in _get(page, "?sort=-event", **{"order-tests.entries": "event"}).content.decode()
    assert "aria-sort" not in _get(page, "?sort=nothing").content.decode()


@pytest.mark.django_db
def test_each_filter_that_is_set_has_a_chip_that_takes_it_away_alone(page: ListPage[AuditEntry]) -> None:
    _write(7)
    form = Filters(QueryDict("event=tests.done&kind=system&sort=event&after=abc"), actor=READER)
    chips = form.chips()
    assert [(str(each.label), str(each.words)) for each in chips] == [("What", "tests.done"), ("Kind", "The system")]
    assert chips[0].href == "?kind=system&sort=event"
    assert chips[1].href == "?event=tests.done&sort=event"
    shown = _get(page, "?event=tests.done&kind=system&sort=event").content.decode()
    assert 'href="?kind=system&amp;sort=event"' in shown
    assert 'href="?sort=event"' in shown
    assert "chips" not in _get(page).content.decode()


@pytest.mark.django_db
def test_a_filter_nobody_knows_is_left_out_and_said_to_be_wrong(page: ListPage[AuditEntry]) -> None:
    _write(2)
    answer = _get(page, "?kind=nonsense")
    assert _numbers(answer) == [1, 0]
    assert "nonsense" in answer.content.decode()
    assert 'class="errorlist"' in answer.content.decode()


@pytest.mark.django_db
def test_an_empty_list_says_so_and_what_to_do(page: ListPage[AuditEntry]) -> None:
    shown = _get(page).content.decode()
    assert "Nothing" in shown
    assert "Write something." in shown
    assert "<table" not in shown
    assert 'name="event"' not in shown
    assert 'name="event"' in _get(page, "?event=tests.never").content.decode()


@pytest.mark.django_db
def test_totals_stand_below_the_rows_of_every_page(page: ListPage[AuditEntry]) -> None:
    _write(7)
    highest = AuditEntry.objects.filter(event="tests.done").latest("pk").pk
    assert re.search(rf"<tfoot>.*>{highest}</td>", _get(page).content.decode(), re.DOTALL)
    assert "<tfoot>" not in _get(page, "?event=tests.never").content.decode()


@pytest.mark.django_db
def test_the_file_holds_every_row_that_fits_in_the_order_of_the_page_and_is_recorded(
    page: ListPage[AuditEntry],
) -> None:
    _write(12)
    _write(1, "tests.other")
    request = RequestFactory().get("/list/export/?event=tests.done")
    request.actor = READER  # type: ignore[attr-defined]
    answer: Any = list_file(request, page)  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["event", "n"]
    assert [row[1] for row in rows[1:-1]] == [str(n) for n in range(11, -1, -1)]
    assert AuditEntry.objects.get(event="tests_exported").data == {"filters": {"event": "…"}}


@pytest.mark.django_db
def test_a_file_that_asks_who_takes_it_is_not_recorded_before(page: ListPage[AuditEntry]) -> None:
    asked = page.export.__class__(**{
        **{name: getattr(page.export, name) for name in ("url_name", "file", "event", "header", "rows")},
        "asks": lambda request, back: HttpResponse(back),
    })  # fmt: skip
    object.__setattr__(page, "export", asked)
    request = RequestFactory().get("/list/export/")
    request.actor = READER  # type: ignore[attr-defined]
    assert list_file(request, page).content == b"/console/admin/audit/"  # type: ignore[arg-type, attr-defined]
    assert not AuditEntry.objects.filter(event="tests_exported").exists()


def test_what_a_cell_holds_is_escaped_and_an_empty_one_is_left_out_on_a_phone() -> None:
    columns = [
        Column("name", "Name", lambda row: link("/a?b=1&c=2", row)),
        Column("more", "<More>", lambda row: lines([row, "b"])),
        Column("none", "None", lambda row: "", kind="nowrap"),
        Column("zero", "Zero", lambda row: 0),
    ]
    drawn = drawn_rows(columns, ["<i>"])
    assert '<th scope="row"><a href="/a?b=1&amp;c=2">&lt;i&gt;</a></th>' in drawn
    assert '<td data-label="&lt;More&gt;">&lt;i&gt;<br>b</td>' in drawn
    assert '<td data-label="None" class="nowrap blank"></td>' in drawn
    assert '<td data-label="Zero">0</td>' in drawn


def test_moments_stand_in_the_time_of_china_and_nothing_stays_nothing() -> None:
    assert moment(AT) == "2026-05-12 10:00"
    assert moment(AT, seconds=True) == "2026-05-12 10:00:00"
    assert (moment(None), day(None), day(AT.date())) == ("", "", "2026-05-12")


def test_a_list_is_declared_once(page: ListPage[AuditEntry]) -> None:
    with pytest.raises(ValueError, match=r"tests\.entries.*twice"):
        ListPage(
            name="tests.entries",
            url_name="",
            section="",
            permission="",
            title="",
            read=_read,
            order=(),
            columns=(),
            empty=Empty("", ""),
        )


@pytest.mark.parametrize(
    ("change", "code", "words_of_it"),
    [
        ({"title": ""}, "E401", "the title is missing"),
        ({"empty": Empty("", "Do this.")}, "E401", "the title of the empty page is missing"),
        ({"empty": Empty("Nothing", "")}, "E401", "what to do when the page is empty is missing"),
        ({"columns": (Column("a", "", str),)}, "E401", "the heading of the column a is missing"),
        ({"url_name": "nowhere:list"}, "E402", "no address is called nowhere:list"),
        ({"permission": "org:manage"}, "E403", "its view does not ask for org:manage"),
        ({"permission": ""}, "E403", "its view does not ask for"),
        ({"section": "nothing"}, "E404", "no entry of the navigation is called nothing"),
        ({"columns": (Column("a", "A", str), Column("a", "B", str))}, "E405", "a key of its own"),
        ({"order": ()}, "E405", "an order"),
    ],
)
def test_a_declaration_that_lacks_something_stops_the_start_by_name(
    page: ListPage[AuditEntry], change: dict[str, Any], code: str, words_of_it: str
) -> None:
    from open315.core.pages.checks import check_pages

    assert not check_pages()
    for name, value in change.items():
        object.__setattr__(page, name, value)
    found = [each for each in check_pages() if each.id == f"open315.{code}"]
    assert any("tests.entries" in each.msg and words_of_it in each.msg for each in found)


def test_a_filter_without_words_stops_the_start(page: ListPage[AuditEntry]) -> None:
    from open315.core.pages.checks import check_pages

    class Silent(FilterForm):
        q = forms.CharField(required=False)

    object.__setattr__(page, "filters", Silent)
    assert [each.id for each in check_pages()] == ["open315.E401"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2024, 11, 1), date(2026, 3, 15), "2024-11-01 – 2026-03-15"),
        (date(2024, 11, 1), None, "2024-11-01起"),
        (None, date(2026, 3, 15), "至2026-03-15"),
        (None, None, ""),
    ],
)
def test_an_open_end_of_a_span_is_said_in_words(first: date | None, last: date | None, said: str) -> None:
    """What the user saw: "2024-11-01 –"."""
    assert str(days(first, last)) == said
