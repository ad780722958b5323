"""The forms of a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.models import Campaign, Task
from open315.core.clock import local_day
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField


def _day(label: Any, **more: Any) -> DayField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return DayField(label=label, widget=widget, **more)


class TaskForm(PageForm):
    """Reads a `TaskDraft`."""

    ROWS = (("what",), ("post", "body"), ("due_on", "meeting"), ("note",))

    what = forms.CharField(label=_("What is to be done"), max_length=200)
    post = forms.TypedChoiceField(label=_("Responsible post"), required=False, coerce=int, empty_value=None)
    body = forms.CharField(
        label=_("or responsible body"),
        required=False,
        max_length=120,
        help_text=_("With the name of a body that has accounts here, its people see the task and report it."),
    )
    due_on = _day(_("Due on"), help_text=_("It is late when this day is over."))
    meeting = forms.TypedChoiceField(label=_("Came out of"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(
        label=_("More in words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def offer_of(self, campaign: Campaign) -> None:
        """The posts and meetings of a campaign."""
        posts = [
            (post.pk, f"{committee.name} {post.title}（{post.body} {post.office}）")
            for committee in campaign.committees.prefetch_related("posts")
            for post in committee.posts.all()
        ]
        self.choose("post", [("", _("No post chosen")), *posts])
        meetings = [
            (each.pk, f"{local_day(each.starts_at).isoformat()} {each.title}") for each in campaign.meetings.all()
        ]
        self.choose("meeting", [("", _("No meeting")), *meetings])

    def draft(self) -> TaskDraft:
        """What was written; only after `is_valid`."""
        data = dict(self.cleaned_data)
        return TaskDraft(post_id=data.pop("post"), meeting_id=data.pop("meeting"), **data)


class ResultForm(PageForm):
    """What came of a task, and when it was done."""

    result = forms.CharField(label=_("What came of it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    done_on = _day(_("Done on"))


def filled_task(task: Task) -> dict[str, Any]:
    """What the form of a task starts with."""
    names = ("what", "due_on", "note")
    body = "" if task.post_id else task.body
    known = {name: getattr(task, name) for name in names}
    return {**known, "body": body, "post": task.post_id, "meeting": task.meeting_id}
