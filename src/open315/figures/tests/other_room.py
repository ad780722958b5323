"""A throw-away room that counts something of its own: the posts of people in bodies. Everything a room has to declare, on one page."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import ngettext_lazy

from open315.core.access import Actor
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters import registry as chapters
from open315.core.chapters.comparison import compared
from open315.core.chapters.sentences import Leading, leading
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Paragraph, Section
from open315.core.facts import (
    Board,
    Breakdown,
    Column,
    Dimension,
    Fact,
    Period,
    RowsQuery,
    Scope,
    boards,
    declare_board,
    declare_dimension,
    declare_unit,
    dimensions,
    everything_kept,
    fact,
    figure,
    open_rows,
    registry,
    units,
)
from open315.core.facts import rows as declare_rows
from open315.core.facts.address import parameters, period_of
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.variants import declare_change, declare_shares
from open315.core.facts.wording import period_words
from open315.org.models import Person, Post

ROWS_MODULE = import_module("open315.core.facts.rows")
"""By its path: the package gives its name to the decorator."""
POSTS, PEOPLE = "posts", "people"
"""The named query and the unit."""
LEADING = Leading(
    every="All: %(list)s. ", most="Most: %(list)s. ", many="Largest: %(list)s. ", one="The largest: %(list)s. "
)
TITLES = ("會長", "秘書長", "部長 ~ 100%")


def declare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare the room's unit, dimension, rows, facts and board, until the test ends."""
    for module, name in (
        (registry, "_SPECS"),
        (ROWS_MODULE, "_ROWS"),
        (units, "_UNITS"),
        (dimensions, "_DIMENSIONS"),
        (boards, "_BOARDS"),
        (chapters, "_CHAPTERS"),
    ):
        monkeypatch.setattr(module, name, dict(getattr(module, name)))
    _declare_shape()
    _declare_facts()
    declare_change("posts.begun")
    declare_shares("posts.by_title")
    declare_change("posts.by_title.share")
    declare_board(
        Board(POSTS, "Posts at a glance", ("posts.begun",), ("posts.by_title",), nothing="No post began.", order=50)
    )


def _declare_shape() -> None:
    declare_unit(
        PEOPLE,
        name=ngettext_lazy("person", "people", "n"),
        column="Number of people",
        of_line="people of the line",
        of_all_lines="people of all lines",
    )
    declare_dimension(
        Dimension(
            name="body",
            label="Body",
            field=lambda actor: forms.CharField(required=False, label="Body"),
            read=lambda text: str(int(text)),
            value_words=lambda value: f"body {value}",
            words=lambda value: f"Body {value}" if value else "",
        )
    )
    declare_rows(
        POSTS,
        words=lambda params, _actor: [("Began", period_words(period_of(params))), *narrowing_words(params)],
        columns=(Column("Title", lambda post: post.title), Column("From", lambda post: post.held_from.isoformat())),
        order=("title", "-held_from", "id"),
        permission="org:manage",
        export="audit:read",
        keepers=everything_kept,
        dimensions=["body"],
        heading=ngettext_lazy("%(n)s post", "%(n)s posts", "n"),
        nothing=("No posts", "No post began."),
    )(select)


def select(params: Mapping[str, str], actor: Actor) -> QuerySet[Post]:
    """The posts that began in the period in the bodies the actor may see."""
    period = period_of(params)
    found = Post.objects.filter(held_from__range=(period.first, period.last), organisation__in=actor.organisation_ids)
    for name, field in (("body", "organisation_id"), ("title", "title")):
        if name in params:
            found = found.filter(**{field: params[name]})
    return found


def query(period: Period, scope: Scope) -> RowsQuery:
    return RowsQuery(POSTS, parameters(period, scope))


def _declare_facts() -> None:
    words = {"definition": "Posts that began in the period.", "unit": PEOPLE, "rows": POSTS}

    @fact("posts.begun", label="Posts begun", **words)
    def begun(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows = query(period, scope)
        return Fact("posts.begun", open_rows(rows, actor).count(), PEOPLE, period, scope, rows)

    @fact("posts.by_title", label="Posts by title", is_breakdown=True, **words)
    def by_title(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        rows = query(period, scope)
        counts = open_rows(rows, actor).order_by("title").values_list("title").annotate(Count("pk"))
        lines = tuple(
            (title, title, Fact("posts.by_title", n, PEOPLE, period, scope, rows.narrowed(title=title), line=title))
            for title, n in counts
        )
        return Breakdown("posts.by_title", lines, figure("posts.begun", period, scope, actor))


def tell(key: str, *, order: int = 50, sections: int = 2, permission_of: str = "posts.begun") -> None:
    """Declare a chapter of `sections` sections about the posts; it appears only where there are any."""
    subject = Subject("posts.begun", "People")

    def built(reader: Reader) -> list[Section]:
        begun = Paragraph(sentence("%(n)s posts began. ", n=printed(reader.fact("posts.begun"))))
        change = Paragraph(compared(reader, "posts.begun", "posts"))
        table = breakdown_table(reader, subject, "posts.by_title", "Titles", "Title", compared=False)
        chart = breakdown_chart(reader, subject, "posts.by_title", "Titles")
        assert chart is not None
        first = Section(
            "Beginnings",
            "begun",
            (begun, change, *leading(reader, subject, "posts.by_title", LEADING), chart, table),
        )
        return [first, *(Section(f"Part {number}", f"part-{number}", (begun,)) for number in range(2, sections + 1))]

    declare_chapter(
        Chapter(
            key,
            title=f"Chapter {key}",
            sections=built,
            stands_on=(permission_of,),
            appears=lambda reader: bool(reader.fact("posts.begun").value),
            remark=lambda reader, at: sentence(f"Posts of {key} as of %(day)s.", day=at.date().isoformat()),
            scan=query,
            order=order,
        )
    )


def fill(cast: Any, count: int) -> None:
    """Posts in three bodies; many share title and day, so that only the number tells them apart."""
    person = Person.objects.create(name="張三", organisation=cast.bodies["province"])
    Post.objects.bulk_create(
        Post(
            person=person,
            organisation=cast.bodies[("province", "wuhan", "huangshi")[number % 3]],
            title=TITLES[number % len(TITLES) if number % 5 else 0],
            held_from=date(2025 if number % 4 else 2024, 1 + number % 3, 1 + number % 7),
        )
        for number in range(count)
    )
