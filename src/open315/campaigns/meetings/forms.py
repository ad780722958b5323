"""The forms of a deployment meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.campaigns.meetings.rules import names_in
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import Meeting
from open315.core.pages.form_pages import PageForm
from open315.core.ui.moments import MomentField

ONE_A_LINE = _("One body a line.")


def _lines(label: Any, rows: int, most: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, required=False, **more)


class MeetingForm(PageForm):
    """Reads a `MeetingDraft`."""

    ROWS = (("title",), ("starts_at", "venue"), ("agenda",), ("bodies",))

    title = forms.CharField(label=_("Which meeting"), max_length=120)
    starts_at = MomentField(label=_("Begins"))
    venue = forms.CharField(label=_("Where"), max_length=120)
    agenda = _lines(_("Agenda"), 5, 4000, help_text=_("One point a line."))
    bodies = _lines(_("Bodies that are asked to come"), 6, 40_000, help_text=ONE_A_LINE)

    def draft(self) -> MeetingDraft:
        """What was written; only after `is_valid`."""
        data = dict(self.cleaned_data)
        return MeetingDraft(bodies=names_in(data.pop("bodies")), **data)


class RecordForm(PageForm):
    """Reads a `MeetingRecord`."""

    ROWS = (("present", "absent"), ("decisions",))

    present = _lines(_("Bodies that came"), 8, 40_000, help_text=ONE_A_LINE)
    absent = _lines(_("Bodies that did not come"), 8, 40_000, help_text=ONE_A_LINE)
    decisions = _lines(
        _("Decisions"), 6, 4000, help_text=_("One decision a line. Tasks are given from the page of the meeting.")
    )

    def record(self) -> MeetingRecord:
        """What was written; only after `is_valid`."""
        data = self.cleaned_data
        return MeetingRecord(names_in(data["present"]), names_in(data["absent"]), data["decisions"])


def filled_meeting(meeting: Meeting) -> dict[str, Any]:
    """What the form of a meeting starts with."""
    names = ("title", "starts_at", "venue", "agenda")
    bodies = "\n".join(each.name for each in meeting.bodies.all())
    return {**{name: getattr(meeting, name) for name in names}, "bodies": bodies}


def filled_record(meeting: Meeting) -> dict[str, Any]:
    """What the form of a record starts with: what was noted before, else those who were asked as those who came."""
    rows = list(meeting.bodies.all())
    return {
        "present": "\n".join(each.name for each in rows if each.came is not False),
        "absent": "\n".join(each.name for each in rows if each.came is False),
        "decisions": meeting.decisions,
    }
