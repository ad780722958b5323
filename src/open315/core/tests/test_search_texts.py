"""The search index, on whichever database the tests run."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.state import ProjectState
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from open315.core import search
from open315.core.errors import InvalidInput
from open315.core.outbox.models import OutboxEvent
from open315.core.search import engines, finding
from open315.core.search.engines import engine, grams
from open315.core.search.operations import CreateSearchIndex
from open315.core.search.sources import sources

NAME = "trial_search"
TEXTS = {
    1: "變速箱漏油，4S店拒絕保修",
    2: "变速箱异响，要求退车",
    3: "外賣送餐遲到，客服不理",
    4: "Škoda 車機死機 bug-report",
    5: "",
    6: "退",
}


def create() -> None:
    """The tables of an index with nothing in it."""
    with connection.cursor() as cursor:
        for statement in engine().create(NAME):
            cursor.execute(statement)


@pytest.fixture
def trial(db: None) -> None:
    create()
    search.index(NAME, TEXTS.items())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("變速箱", [2, 1]),
        ("变速箱", [2, 1]),
        ("速箱", [2, 1]),
        ("油，４s店", [1]),
        ("變速箱 退車", [2]),
        ("skoda", [4]),
        ("報表", []),
        ("客服 變速箱", []),
        ("bugrep", [4]),
    ],
)
def test_any_part_of_two_letters_is_found_in_either_script(trial: None, query: str, ids: list[int]) -> None:
    assert search.newest(NAME, query, limit=10) == ids


@pytest.mark.parametrize("query", ["箱", " ", "！？", "變速箱 退"])
def test_one_character_is_refused_in_words(trial: None, query: str) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match="at least two characters"):
        search.newest(NAME, query, limit=10)


def test_very_many_words_are_refused(trial: None) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match="fewer"):
        search.newest(NAME, " ".join(f"ab{n}" for n in range(9)), limit=10)


def test_pages_go_on_below_the_last_id(trial: None) -> None:
    assert search.newest(NAME, "變速", limit=1) == [2]
    assert search.newest(NAME, "變速", limit=1, before_id=2) == [1]
    assert search.newest(NAME, "變速", limit=1, before_id=1) == []


def test_a_changed_text_is_found_by_its_new_words_only(trial: None) -> None:
    search.index(NAME, [(1, "輪胎鼓包")])
    assert search.newest(NAME, "漏油", limit=10) == []
    assert search.newest(NAME, "輪胎", limit=10) == [1]


def test_a_removed_text_is_not_found(trial: None) -> None:
    search.remove(NAME, [1, 99])
    assert search.newest(NAME, "變速", limit=10) == [2]


def test_settling_changes_no_answer(trial: None) -> None:
    search.index(NAME, [(n, "退款難") for n in range(100, 500)])
    before = search.newest(NAME, "退款", limit=1000)
    search.settle(NAME)
    assert search.newest(NAME, "退款", limit=1000) == before == list(range(499, 99, -1))


@pytest.fixture
def events(trial: None) -> None:
    moment = "2026-05-12T02:00:00Z"
    OutboxEvent.objects.bulk_create(
        OutboxEvent(id=n, name="a" if n % 2 else "b", created_at=moment, available_at=moment) for n in TEXTS
    )


@pytest.mark.parametrize("common", [1, 64])
def test_a_search_joins_filters_and_pages_of_a_queryset(
    events: None, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    monkeypatch.setattr(finding, "COMMON", common)
    rows = OutboxEvent.objects.order_by("-id")
    narrowed = search.narrow(rows, NAME, "變速箱")
    assert [row.pk for row in narrowed] == [2, 1]
    assert [row.pk for row in narrowed.filter(name="a")] == [1]
    assert [row.pk for row in narrowed.filter(id__lt=2)[:5]] == [1]
    assert narrowed.exclude(name="b").count() == 1
    assert [
        row.pk
        for row in OutboxEvent.objects.order_by("pk").filter(
            models.Q(name="c") | models.Q(pk__in=narrowed.values("pk"))
        )
    ] == [1, 2]


def test_all_matches_can_be_a_subquery(events: None) -> None:
    assert OutboxEvent.objects.filter(id__in=search.matching_ids(NAME, "變速")).count() == 2


def test_an_index_can_be_filled_again_from_its_source(trial: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.core.search.sources._SOURCES", {})
    search.register_source(NAME, lambda: iter([(1, "全新內容"), (7, "第七件")]))
    assert list(sources()) == [NAME]
    call_command("reindex", stdout=StringIO())
    assert search.newest(NAME, "全新", limit=5) == [1]
    assert search.newest(NAME, "第七", limit=5) == [7]


def test_a_table_name_is_never_free_text() -> None:
    with pytest.raises(ValueError, match="cannot name"):
        CreateSearchIndex("x; drop table y")


@pytest.mark.django_db(transaction=True)
def test_the_migration_operation_makes_and_drops_the_tables() -> None:
    operation, state = CreateSearchIndex(NAME), ProjectState()
    with connection.schema_editor() as editor:
        operation.database_forwards("core", editor, state, state)
    search.index(NAME, [(1, "退款")])
    assert search.newest(NAME, "退款", limit=1) == [1]
    with connection.schema_editor() as editor:
        operation.database_backwards("core", editor, state, state)
    assert NAME not in connection.introspection.table_names()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_pair_of_letters_is_one_number(text: str) -> None:
    units = text.encode("utf-16-be")
    pairs = {units[at : at + 4] for at in range(0, len(units) - 3, 2)}
    assert {number.to_bytes(4, signed=True) for number in grams(text)} == pairs


def stored(text_of: dict[int, str]) -> list[tuple[Any, ...]]:
    """What the index holds of these texts, pairs in order."""
    with connection.cursor() as cursor:
        search.remove(NAME, range(engines.BULK))
        search.index(NAME, text_of.items())
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT id, letters, ARRAY(SELECT unnest(grams) ORDER BY 1) FROM {NAME} ORDER BY id")
        else:
            cursor.execute(f"SELECT id, letters FROM {NAME} ORDER BY id")
        return list(cursor.fetchall())


class TestManyAreStoredAsOneIs(TestCase):
    """Property: rows written as one block (PostgreSQL) are those written one by one."""

    def setUp(self) -> None:
        create()

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30), min_size=1)
    )
    def test_many_are_stored_as_one_is(self, texts: list[str]) -> None:
        few = dict(enumerate(texts[: engines.BULK - 1]))
        many = few | dict.fromkeys(range(len(few), engines.BULK), "")
        assert stored(many)[: len(few)] == stored(few)


class TestEveryPartIsFound(TestCase):
    """Property: whatever part is cut out of an indexed text finds that text."""

    def setUp(self) -> None:
        create()

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=40), st.data())
    def test_every_part_is_found(self, text: str, data: Any) -> None:
        search.index(NAME, [(1, text)])
        start = data.draw(st.integers(0, len(text) - 2))
        part = "".join(text[start : data.draw(st.integers(start + 2, len(text)))].split())
        try:
            found = search.newest(NAME, part, limit=1)
        except InvalidInput:
            return
        assert found == [1]
