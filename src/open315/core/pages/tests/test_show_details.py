"""The page of one thing, steps in cells, and a board of columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from open315.core import audit
from open315.core.access import SYSTEM, Actor
from open315.core.audit.models import AuditEntry
from open315.core.audit.record import entry
from open315.core.pages import boards, details
from open315.core.pages.boards import Board, Card, Lane, board_page
from open315.core.pages.cells import drawn_rows
from open315.core.pages.checks import check_pages
from open315.core.pages.declared import Column, Empty, Go
from open315.core.pages.details import DetailPage, Facts, Lines, Note, Steps, Table, Timeline, detail_page
from open315.core.pages.steps import Confirm, Press, drawing

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
READER = Actor(kind="staff", label="the reader")


@dataclass
class Thing:
    name: str
    parts: tuple[str, ...] = ()
    note: str = ""


def _request() -> Any:
    request: Any = RequestFactory().get("/thing/")
    request.actor, request.session = READER, {}
    request._messages = FallbackStorage(request)
    return request


@pytest.fixture
def page() -> Iterator[DetailPage[Thing]]:
    """A page of one thing, which is not declared any more after the test."""
    made: DetailPage[Thing] = DetailPage(
        name="tests.thing",
        section="audit",
        permission="audit:read",
        title=lambda shown: shown.name,
        lead=lambda shown: "leads",
        back=lambda: ("Things", "/things/"),
        buttons=lambda shown: [Go("Change it", "/change/", key="e")],
        main=(
            Table(
                "Parts",
                (
                    Column("part", "Part", lambda part: part),
                    Column("steps", "Steps", lambda part: Confirm("Drop", f"/drop/{part}/"), quiet=True),
                ),
                rows=lambda shown: shown.parts,
                empty="It has no parts.",
                all_of_them=lambda shown: ("All parts", "/parts/"),
            ),
            Timeline("Past", lambda shown: [SimpleNamespace(at=AT, who="somebody", words="It was made", detail="")]),
        ),
        aside=(
            Facts(
                "About",
                lambda shown: [("Name", shown.name), ("Note", shown.note)],
                below=lambda shown: [Go("More", "/more/")],
            ),
            Lines("Others", lambda shown: shown.parts),
            Steps(lambda shown: [Go("Copy it", "/copy/"), Press("Count", "/count/"), Note("Careful", "It is old.")]),
        ),
    )
    yield made
    details.DETAILS._pages.pop("tests.thing")


@pytest.mark.django_db
def test_a_thing_is_shown_with_its_sections_and_what_can_be_done(page: DetailPage[Thing]) -> None:
    shown = detail_page(_request(), page, Thing("<lamp>", ("bulb",), "")).content.decode()
    assert "&lt;lamp&gt;" in shown
    assert "<lamp>" not in shown
    for words in (
        "leads",
        "Change it",
        "bulb",
        "All parts",
        "It was made",
        "Others",
        "Copy it",
        "Careful",
        "It is old.",
    ):
        assert words in shown
    assert 'action="/drop/bulb/"' in shown
    assert 'action="/count/"' in shown
    assert re.search(r"<dt>Note</dt>\s*<dd>\s*–\s*</dd>", shown)
    ids = re.findall(r'<h2 id="(section-[^"]+)"', shown)
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.django_db
def test_a_section_without_anything_says_so_or_is_left_out(page: DetailPage[Thing]) -> None:
    shown = detail_page(_request(), page, Thing("lamp")).content.decode()
    assert "It has no parts." in shown
    assert "Others" not in shown


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"permission": "tests:unknown"}, "E403", "permission tests:unknown unknown"),
        ({"permission": ""}, "E403", "unknown"),
        ({"section": "nothing"}, "E404", "no entry of the navigation is called nothing"),
        ({"main": (Facts("", lambda shown: []),), "aside": ()}, "E401", "the title of its section 1 is missing"),
        ({"main": (), "aside": (Table("T", (), lambda shown: [], ""),)}, "E401", "section 1 says when it is empty"),
    ],
)
def test_a_page_of_one_thing_that_lacks_something_stops_the_start(
    page: DetailPage[Thing], change: dict[str, Any], code: str, words: str
) -> None:
    assert not check_pages()
    for name, value in change.items():
        object.__setattr__(page, name, value)
    (found,) = check_pages()
    assert found.id == f"open315.{code}"
    assert "tests.thing" in found.msg
    assert words in found.msg


def test_steps_of_a_cell_carry_the_reader_s_proof_of_origin() -> None:
    column = Column("steps", "Steps", lambda row: row)
    one = Confirm("Drop", "/drop/", "It is gone then.", reason_label="Why?")
    drawn = drawn_rows([column, column], [(Press("Count", "/count/"), one)], drawing(_request()))
    assert drawn.count('name="csrfmiddlewaretoken"') == 4
    assert 'action="/drop/"' in drawn
    assert 'name="reason"' in drawn
    assert "It is gone then." in drawn
    assert drawn_rows([column], ["words"], drawing(_request())).strip() == '<tr><th scope="row">words</th></tr>'


@pytest.fixture
def board() -> Iterator[Board[AuditEntry]]:
    """A board of audit entries, which is not declared any more after the test."""

    def lanes(actor: Actor) -> Iterator[Lane[AuditEntry]]:
        for event in ("tests.new", "tests.old"):
            yield Lane(
                event[6:], event[6:].title(), AuditEntry.objects.filter(event=event).order_by("pk"), f"/{event}/"
            )

    made = Board(
        name="tests.board",
        url_name="administration:audit",
        section="audit",
        permission="audit:read",
        title="Entries",
        lanes=lanes,
        card=lambda row: Card(f"n{row.data['n']}", f"/entry/{row.pk}/", ("<b>", row.event)),
        empty=Empty("Nothing", "Write something."),
        shown=3,
    )
    yield made
    boards.BOARDS._pages.pop("tests.board")


def _write(number: int, event: str) -> None:
    audit.record_many([entry(event, actor=SYSTEM, at=AT + timedelta(minutes=n), data={"n": n}) for n in range(number)])


@pytest.mark.django_db
def test_a_board_shows_the_first_of_each_column_its_number_and_the_way_to_all(
    board: Board[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(3, "tests.new")
    _write(4, "tests.old")
    page = board_page(_request(), board).content.decode()
    new, old = page.split('id="lane-old"')
    assert [re.findall(r">(n\d)</a>", each) for each in (new, old)] == [["n0", "n1", "n2"], ["n0", "n1", "n2"]]
    assert '<span class="badge badge--neutral">3</span>' in new
    assert '<span class="badge badge--neutral">4</span>' in old
    assert page.count('href="/tests.new/"') == 1
    assert page.count('href="/tests.old/"') == 2
    assert "&lt;b&gt;" in new
    monkeypatch.setattr(boards, "COUNTED", 3)
    assert '<span class="badge badge--neutral">3+</span>' in board_page(_request(), board).content.decode()


@pytest.mark.django_db
def test_a_board_costs_the_same_number_of_queries_whatever_it_holds(
    board: Board[AuditEntry], django_assert_num_queries: Any
) -> None:
    for number in (4, 40):
        _write(number, "tests.new")
        _write(number, "tests.old")
        with django_assert_num_queries(4):
            board_page(_request(), board)


@pytest.mark.django_db
def test_an_empty_board_says_so(board: Board[AuditEntry]) -> None:
    assert "Write something." in board_page(_request(), board).content.decode()


def test_a_board_that_lacks_something_stops_the_start(board: Board[AuditEntry]) -> None:
    object.__setattr__(board, "title", "")
    object.__setattr__(board, "empty", Empty("", "Do this."))
    object.__setattr__(board, "permission", "org:manage")
    assert sorted(str(each.id) for each in check_pages()) == ["open315.E401", "open315.E401", "open315.E403"]


def test_a_board_and_a_page_of_one_thing_are_declared_once(page: DetailPage[Thing], board: Board[AuditEntry]) -> None:
    for made, kind in ((page, DetailPage), (board, Board)):
        with pytest.raises(ValueError, match="twice"):
            kind(**{name: getattr(made, name) for name in made.__slots__})
