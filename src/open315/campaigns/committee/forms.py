"""The forms of a body of a campaign and of its posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.campaigns.committee.types import CommitteeDraft, PostDraft, Successor
from open315.campaigns.models import Committee, CommitteePost
from open315.core.pages.filters import FilterForm, day
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField

BY_OFFICE = _("By body and office; no names of persons.")


def _day(label: Any, **more: Any) -> DayField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return DayField(label=label, widget=widget, **more)


class RollForm(FilterForm):
    """For which day the roll is asked."""

    day = day(_("Who held what on"))


class CommitteeForm(PageForm):
    """Reads a `CommitteeDraft`."""

    ROWS = (("kind", "part_of"), ("name",), ("set_up_on", "ended_on"), ("basis",), ("duties",))

    kind = forms.ChoiceField(label=_("Kind of campaign body"), choices=Committee.Kind.choices)
    part_of = forms.TypedChoiceField(label=_("Belongs to"), required=False, coerce=int, empty_value=None)
    name = forms.CharField(label=_("Name of the body of the campaign"), max_length=120)
    set_up_on = _day(_("Set up on"))
    ended_on = _day(_("Last day"), required=False, help_text=_("Empty as long as it stands."))
    basis = forms.CharField(
        label=_("Set up by"), required=False, max_length=200, help_text=_("Document number, or the meeting.")
    )
    duties = forms.CharField(
        label=_("Duties"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def draft(self) -> CommitteeDraft:
        """What was written; only after `is_valid`."""
        data = dict(self.cleaned_data)
        return CommitteeDraft(part_of_id=data.pop("part_of"), **data)


class PostForm(PageForm):
    """Reads a `PostDraft`."""

    ROWS = (("title",), ("body", "office"), ("first_day", "last_day"))

    title = forms.CharField(
        label=_("Post"), max_length=60, help_text=_("Head, deputy head, member, commander, head of the office …")
    )
    body = forms.CharField(label=_("Body that holds it"), max_length=120)
    office = forms.CharField(label=_("Office in that body"), max_length=120, help_text=BY_OFFICE)
    first_day = _day(_("From"))
    last_day = _day(_("To"), required=False, help_text=_("Empty as long as it is held."))

    def draft(self) -> PostDraft:
        """What was written; only after `is_valid`."""
        return PostDraft(**self.cleaned_data)


class SuccessorForm(PageForm):
    """Reads a `Successor`."""

    ROWS = (("body", "office"), ("first_day",))

    body = forms.CharField(label=_("Body that takes it over"), max_length=120)
    office = forms.CharField(label=_("Office in that body"), max_length=120, help_text=BY_OFFICE)
    first_day = _day(_("From"), help_text=_("Who held it before is noted until the day before."))

    def successor(self) -> Successor:
        """What was written; only after `is_valid`."""
        return Successor(**self.cleaned_data)


def filled_committee(committee: Committee) -> dict[str, Any]:
    """What the form of a body starts with."""
    names = ("kind", "name", "set_up_on", "ended_on", "basis", "duties")
    return {**{name: getattr(committee, name) for name in names}, "part_of": committee.part_of_id}


def filled_post(post: CommitteePost) -> dict[str, Any]:
    """What the form of a post starts with."""
    return {name: getattr(post, name) for name in ("title", "body", "office", "first_day", "last_day")}
