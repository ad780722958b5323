"""A fact of a room that `figures` has never heard of works on every page: its own unit, order, permission and dimension."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from open315.core.chapters import Chapter, declare_chapter
from open315.core.facts import (
    Board,
    Breakdown,
    Period,
    Scope,
    boards,
    compute,
    declare_board,
    figure,
    registry,
    rows_spec,
    table,
)
from open315.core.facts.address import rows_path
from open315.core.facts.checks import contradictions
from open315.figures import listing
from open315.figures.row_list import rows_of
from open315.figures.tests.other_room import ROWS_MODULE, declare, fill
from open315.org.models import Post

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), date(2026, 5, 12))
ASKED = {"first": "2025-01-01", "last": "2025-12-31"}


@pytest.fixture(scope="module")
def _filled(standing_cast: Any) -> None:
    fill(standing_cast, 160)


@pytest.fixture
def room(_filled: None, cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    time_machine.move_to(cast.at)
    declare(monkeypatch)
    return cast


def signed_in(cast: Any, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.accounts[who])
    return client


def pages_of(client: Client, path: str) -> Iterator[list[tuple[str, str]]]:
    """Title and day of the rows, page by page."""
    while path:
        answer = client.get(path)
        assert answer.status_code == 200
        text = answer.content.decode()
        yield re.findall(r'<th scope="row" class="nowrap">\s*([^<]+?)\s*</th>\s*<td[^>]*>([^<]+)</td>', text)
        following = re.search(r'href="(\?[^"]+)" rel="next"', text)
        path = path.split("?")[0] + following.group(1).replace("&amp;", "&") if following else ""


def in_order(cast: Any) -> list[tuple[str, str]]:
    """By title, the latest first, as the room wants it."""
    bodies = [cast.bodies[name].pk for name in ("province", "wuhan", "huangshi")]
    posts = [post for post in Post.objects.all() if post.held_from.year == 2025 and post.organisation_id in bodies]
    posts.sort(key=lambda post: (post.title, -post.held_from.toordinal(), post.pk))
    return [(post.title, post.held_from.isoformat()) for post in posts]


def test_its_rows_come_in_its_own_order_through_all_pages(room: Any) -> None:
    fact = figure("posts.begun", YEAR, Scope(), room.actor("administrator"))
    pages = list(pages_of(signed_in(room, "administrator"), rows_path(fact)))
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [row for page in pages for row in page] == in_order(room)
    assert fact.value == 120


def test_the_page_says_it_in_the_words_of_the_room(room: Any) -> None:
    fact = figure("posts.begun", YEAR, Scope(), room.actor("administrator"))
    text = signed_in(room, "administrator").get(rows_path(fact)).content.decode()
    for words in ("Posts begun", "Posts that began in the period.", "120 posts", "people", "Began", "the year 2025"):
        assert words in text, words
    assert "case" not in text.partition("<main")[2].partition("</main")[0]


def test_the_file_holds_the_same_rows_in_the_same_order(room: Any) -> None:
    fact = figure("posts.begun", YEAR, Scope(), room.actor("administrator"))
    answer = signed_in(room, "administrator").get(rows_path(fact).replace("/rows/", "/rows.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *lines, _end = csv.reader(io.StringIO(text))
    assert head == ["Title", "From"]
    assert [tuple(line) for line in lines] == in_order(room)


def test_whoever_may_not_open_its_rows_sees_neither_board_nor_rows(room: Any) -> None:
    path = rows_path(figure("posts.begun", YEAR, Scope(), room.actor("administrator")))
    for who, status in (("administrator", 200), ("analyst", 403), ("supervisor", 403)):
        client = signed_in(room, who)
        assert client.get(path).status_code == status, who
        shown = "Posts at a glance" in client.get(reverse("facts:overview"), ASKED).content.decode()
        assert shown == (status == 200), who


def test_taking_its_rows_along_needs_its_own_permission(room: Any) -> None:
    actor = room.actor("administrator")
    less = replace(actor, permissions=actor.permissions - {"audit:read"})
    found = listing.figure_of("posts.begun", ASKED, less)
    assert rows_of(found, less).export is None
    export = rows_of(found, actor).export
    assert export is not None
    assert export.header() == ["Title", "From"]


def test_the_button_of_the_file_is_for_those_who_may_have_it(room: Any) -> None:
    client = signed_in(room, "administrator")
    actor = room.actor("administrator")
    assert not actor.may("cases:export")
    for key, shown in (("posts.begun", True), ("cases.received", False)):
        path = rows_path(figure(key, YEAR, Scope(), actor))
        assert ("rows.csv?" in client.get(path).content.decode()) == shown, key
        assert client.get(path.replace("/rows/", "/rows.csv")).status_code == (200 if shown else 403), key


def test_its_board_stands_beside_the_others(room: Any) -> None:
    text = signed_in(room, "administrator").get(reverse("facts:overview"), ASKED).content.decode()
    assert text.index("At a glance") < text.index("Posts at a glance")
    assert "/console/facts/posts.begun/rows/" in text
    assert "Number of people" in text
    assert "There are no records of the year 2025 in the system." in text, "the cases have a board of their own"
    assert 'name="body"' in text
    assert 'name="region"' in text


def test_a_board_says_what_its_figures_cannot_be_narrowed_by(room: Any) -> None:
    client = signed_in(room, "administrator")
    wuhan = room.bodies["wuhan"].pk
    text = client.get(reverse("facts:overview"), {**ASKED, "region": "420100", "body": wuhan}).content.decode()
    assert text.count("These figures cannot be narrowed by: Region.") == 0
    posts = text.index("Posts at a glance")
    assert "These figures cannot be narrowed by: Body." in text[:posts]
    assert "These figures cannot be narrowed by: Councils of." in text[posts:]
    own = figure("posts.begun", YEAR, Scope(body=str(wuhan)), room.actor("administrator"))
    assert rows_path(own).replace("&", "&amp;") in text
    assert "region" not in rows_path(own)


def test_its_dimension_narrows_figure_and_rows(room: Any) -> None:
    actor, wuhan = room.actor("administrator"), room.bodies["wuhan"].pk
    narrow = figure("posts.begun", YEAR, Scope(body=str(wuhan)), actor)
    by_hand = Post.objects.filter(organisation_id=wuhan, held_from__year=2025).count()
    assert 0 < by_hand < 120
    assert narrow.value == by_hand
    client = signed_in(room, "administrator")
    assert sum(len(page) for page in pages_of(client, rows_path(narrow))) == by_hand
    assert f"body {wuhan}" in client.get(rows_path(narrow)).content.decode()


def test_a_figure_never_ignores_a_part_of_its_scope(room: Any) -> None:
    with pytest.raises(KeyError, match="region"):
        compute("posts.begun", YEAR, Scope(region="42"), room.actor("administrator"))
    client = signed_in(room, "administrator")
    path = reverse("facts:rows", args=["posts.begun"])
    assert client.get(path, {**ASKED, "region": "42"}).status_code == 404
    assert client.get(path, {**ASKED, "body": "x"}).status_code == 404
    assert client.get(path, ASKED).status_code == 200


def test_shares_and_changes_are_made_for_it_as_for_any_other(room: Any) -> None:
    actor = room.actor("administrator")
    change = figure("posts.begun.change", YEAR, Scope(), actor)
    assert (change.numerator, change.denominator) == (120, 40)
    shares = table("posts.by_title.share", YEAR, Scope(), actor)
    assert sum(fact.value for _code, _label, fact in shares.lines) == pytest.approx(100)
    text = signed_in(room, "administrator").get(rows_path(shares.line("會長"))).content.decode()
    assert "people of the line" in text
    assert "people of all lines" in text


def test_its_contradictions_are_found(room: Any) -> None:
    whole = table("posts.by_title", YEAR, Scope(), room.actor("administrator"))
    assert contradictions([whole]) == []
    assert len(contradictions([Breakdown(whole.key, whole.lines[1:], whole.total)])) == 1


def test_a_place_that_is_none_is_the_top(room: Any) -> None:
    client, path = signed_in(room, "administrator"), reverse("facts:rows", args=["posts.begun"])
    for after in ("x", "a~b~c", "會長~2025-01-01~1"):
        assert f"{in_order(room)[0][0]}" in client.get(path, {**ASKED, "after": after}).content.decode(), after


@pytest.mark.parametrize(
    ("changed", "number", "words"),
    [
        ({"unit": "geese"}, "E010", "'geese'"),
        ({"rows": "ponds"}, "E010", "'ponds'"),
    ],
)
def test_a_fact_without_its_unit_or_rows_stops_the_start(
    room: Any, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], number: str, words: str
) -> None:
    assert not [message for message in run_checks() if message.id.startswith("open315.E01")]
    registry._SPECS["posts.wrong"] = replace(registry.spec_of("posts.begun"), key="posts.wrong", **changed)
    found = [message for message in run_checks() if message.id == f"open315.{number}"]
    assert len(found) == 1
    assert "posts.wrong" in found[0].msg
    assert words in found[0].msg


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"permission": "org:mange"}, "'org:mange'"),
        ({"export": "org:mange"}, "'org:mange'"),
        ({"dimensions": frozenset({"weather"})}, "'weather'"),
        ({"order": ()}, "no order"),
        ({"columns": ()}, "no columns"),
    ],
)
def test_rows_with_a_mistyped_name_stop_the_start(room: Any, changed: dict[str, Any], words: str) -> None:
    ROWS_MODULE._ROWS["posts"] = replace(rows_spec("posts"), **changed)
    found = [message for message in run_checks() if message.id == "open315.E011"]
    assert len(found) == 1
    assert words in found[0].msg


@pytest.mark.parametrize(
    ("figures", "tables"), [(("posts.bygone",), ()), (("posts.by_title",), ()), ((), ("posts.begun",)), ((), ())]
)
def test_a_board_of_what_is_no_figure_or_no_table_stops_the_start(
    room: Any, figures: tuple[str, ...], tables: tuple[str, ...]
) -> None:
    declare_board(Board("wrong", "Wrong", figures, tables))
    assert [board.key for board in boards.boards()][-1] == "wrong"
    found = [message for message in run_checks() if message.id == "open315.E012"]
    assert len(found) == 1
    assert "wrong" in found[0].msg


@pytest.mark.parametrize("stands_on", [(), ("posts.bygone",)])
def test_a_chapter_that_stands_on_no_fact_stops_the_start(room: Any, stands_on: tuple[str, ...]) -> None:
    declare_chapter(Chapter("wrong", "Wrong", lambda reader: [], ("posts.begun",)))
    assert not [message for message in run_checks() if message.id == "open315.E013"]
    declare_chapter(Chapter("wrong", "Wrong", lambda reader: [], stands_on))
    found = [message for message in run_checks() if message.id == "open315.E013"]
    assert len(found) == 1
    assert "the chapter wrong stands on" in found[0].msg
