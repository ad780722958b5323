"""The list of tasks, its filters and its file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.campaigns import queries as campaigns
from open315.campaigns.allocation.pages import COLUMNS
from open315.campaigns.allocation.queries import listed
from open315.campaigns.models import Task
from open315.core.pages.cells import day as day_words
from open315.core.pages.cells import text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day, words
from open315.core.ui.templatetags.ui import named


class TaskFilters(FilterForm):
    """Tasks of every campaign and state, unless something is asked for."""

    q = words(gettext_lazy("Task or body"))
    only = choice(gettext_lazy("Only"))
    state = choice(gettext_lazy("State"), Task.State)
    campaign = forms.TypedChoiceField(
        label=gettext_lazy("Campaign of the year"), required=False, coerce=int, empty_value=None
    )
    first = day(gettext_lazy("Due from"))
    last = day(gettext_lazy("Due to"))

    def prepare(self) -> None:
        seen = campaigns.visible_to(self.actor)
        self.choose("campaign", [(each.pk, f"{each.year} {named(each.council)}") for each in seen])
        mine, late = gettext_lazy("tasks of my body"), gettext_lazy("late ones")
        self.choose("only", [("mine", mine), ("late", late)])


def _header() -> list[Any]:
    about = ["id", _("Year"), _("Council"), _("What is to be done"), _("Responsible"), _("Post"), _("Came out of")]
    return [*about, _("Due on"), _("State"), _("Done on"), _("What came of it"), _("Reason")]


def _file_rows(rows: QuerySet[Task]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        yield [
            each.pk,
            each.campaign.year,
            named(each.campaign.council),
            text(each.what),
            text(each.body),
            f"{text(each.post.committee.name)} {text(each.post.title)}" if each.post else "",
            text(each.meeting.title) if each.meeting else "",
            day_words(each.due_on),
            each.get_state_display(),
            day_words(each.done_on),
            text(each.result),
            text(each.reason),
        ]


TASKS: ListPage[Task] = ListPage(
    name="campaigns.tasks",
    url_name="campaigns:tasks",
    section="tasks",
    permission="campaigns:tasks",
    title=gettext_lazy("Tasks"),
    lead=gettext_lazy("What is to be done for the campaigns, by whom, until when. Tasks are given from the page of a campaign or of a meeting."),
    filters=TaskFilters,
    read=listed,
    order=("due_on", "pk"),
    columns=(
        *COLUMNS,
        Column("year", gettext_lazy("Year"), lambda each: each.campaign.year, kind="number"),
        Column("council", gettext_lazy("Given by"), lambda each: named(each.campaign.council)),
    ),
    empty=Empty(
        gettext_lazy("No task"),
        gettext_lazy("Open a campaign and give a task, or change the filters."),
        art="inbox",
    ),
    export=Export(
        url_name="campaigns:tasks_export",
        file="tasks",
        event="campaigns.tasks_exported",
        header=_header,
        rows=_file_rows,
    ),
)  # fmt: skip
