"""The list of deployment meetings, and the page of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns import queries as campaigns
from open315.campaigns.allocation.pages import COLUMNS
from open315.campaigns.meetings.queries import listed
from open315.campaigns.models import Meeting, MeetingBody, Task
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Column, Empty, Go, ListPage
from open315.core.pages.details import DetailPage, Facts, Note, Steps, Table
from open315.core.pages.filters import FilterForm, words
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named


class MeetingFilters(FilterForm):
    """Meetings of every campaign, unless something is asked for."""

    q = words(_("Which meeting"))
    campaign = forms.TypedChoiceField(label=_("Campaign of the year"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        seen = campaigns.visible_to(self.actor)
        self.choose("campaign", [(each.pk, f"{each.year} {named(each.council)}") for each in seen])


def state_of(meeting: Meeting) -> SafeString:
    """Whether it was noted as held."""
    if meeting.held_at:
        return badge(pgettext_lazy("meeting", "Held"), "good")
    return badge(pgettext_lazy("meeting", "Called"), "info")


MEETINGS: ListPage[Meeting] = ListPage(
    name="campaigns.meetings",
    url_name="campaigns:meetings",
    section="campaigns",
    permission="campaigns:read",
    title=_("Deployment meetings"),
    lead=_("Where the bodies of a campaign were told what to do. Meetings are called from the page of the campaign."),
    filters=MeetingFilters,
    read=listed,
    order=("-starts_at", "-pk"),
    columns=(
        Column("starts_at", _("Begins"), lambda each: moment(each.starts_at), kind="nowrap"),
        Column(
            "title",
            _("Which meeting"),
            lambda each: link(reverse("campaigns:meeting", args=[each.pk]), text(each.title)),
        ),
        Column("venue", _("Where"), lambda each: text(each.venue)),
        Column("present", _("Bodies that came"), lambda each: each.n_present if each.held_at else "", kind="number"),  # type: ignore[attr-defined]
        Column("tasks", _("Tasks"), lambda each: each.n_tasks, kind="number"),  # type: ignore[attr-defined]
        Column("state", _("State"), state_of),
        Column("council", _("Council"), lambda each: named(each.campaign.council)),
    ),
    empty=Empty(
        _("No meeting is called yet"),
        _("Open a campaign and call its deployment meeting, or change the filters."),
        art="inbox",
    ),
)


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A meeting with its bodies and tasks at a moment, and whether the reader may change it."""

    meeting: Meeting
    bodies: Sequence[MeetingBody]
    tasks: Sequence[Task]
    at: datetime
    may_manage: bool


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def _facts(shown: MeetingShown) -> Iterator[tuple[Any, Any]]:
    meeting = shown.meeting
    yield _("Begins"), moment(meeting.starts_at)
    yield _("Where"), text(meeting.venue)
    yield _("Agenda"), linebreaksbr(text(meeting.agenda))
    yield _("Decisions"), linebreaksbr(text(meeting.decisions))


def _came(body: MeetingBody) -> SafeString:
    if body.came is None:
        return badge(pgettext_lazy("meeting", "Asked to come"), "info")
    return (
        badge(pgettext_lazy("meeting", "Came"), "good")
        if body.came
        else badge(pgettext_lazy("meeting", "Did not come"), "warn")
    )


def _steps(shown: MeetingShown) -> Iterator[Go | Confirm | Note]:
    meeting = shown.meeting
    if not shown.may_manage:
        return
    if shown.at >= meeting.starts_at:
        label = _("Correct the record") if meeting.held_at else _("Note what came of it")
        yield Go(label, _to("meeting_record", meeting.pk), icon="check", kind="primary")
    else:
        yield Note(
            _("Not begun yet"), _("Once the meeting has begun, you can note here who came and what was decided.")
        )
    if not shown.tasks:
        gone = _(
            "It is shown and counted nowhere any more. Do this if it did not take place, or was entered by mistake."
        )
        yield Confirm(_("Take the meeting out"), _to("meeting_remove", meeting.pk), gone, version=meeting.version)


def _buttons(shown: MeetingShown) -> Iterator[Go]:
    meeting = shown.meeting
    if shown.may_manage:
        task = f"{_to('task_new', meeting.campaign_id)}?{urlencode({'meeting': meeting.pk})}"
        yield Go(_("Give a task"), task, icon="plus", key="+")
        yield Go(_("Change"), _to("meeting_edit", meeting.pk), icon="pen", key="e")


MEETING: DetailPage[MeetingShown] = DetailPage(
    name="campaigns.meeting",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: text(shown.meeting.title),
    lead=lambda shown: format_html("{} {}", named(shown.meeting.campaign.council), state_of(shown.meeting)),
    back=lambda: (_("Deployment meetings"), reverse("campaigns:meetings")),
    buttons=_buttons,
    main=(
        Facts(pgettext_lazy("campaign", "Meeting"), _facts),
        Table(
            _("Bodies"),
            (
                Column(
                    "name", _("Body"), lambda each: named(each.organisation) if each.organisation else text(each.name)
                ),
                Column("came", _("State"), _came),
            ),
            lambda shown: shown.bodies,
            _("No body was asked yet."),
        ),
        Table(_("Tasks that came out of it"), COLUMNS, lambda shown: shown.tasks, _("No task came out of it yet.")),
    ),
    aside=(Steps(_steps, title=_("Next steps")),),
)
