"""The form of a joint issue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.issue import queries
from open315.campaigns.issue.content import lines_of, number_text
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.issue.words import words_of
from open315.campaigns.models import JointIssue, PlanVersion
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField

LISTS = ("partners", "recipients", "copies", "annexes")


def _day(label: Any, **more: Any) -> DayField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return DayField(label=label, required=False, widget=widget, **more)


def _list(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class IssueForm(PageForm):
    """Reads an `IssueDraft`; the service checks it."""

    ROWS = (
        ("title",),
        ("number",),
        ("text",),
        ("partners",),
        ("recipients", "copies"),
        ("annexes",),
        ("reply_until", "acknowledge_until", "plans_until"),
    )

    title = forms.CharField(label=pgettext_lazy("paper", "Title"), max_length=120)
    number = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=40,
        help_text=_("As 機關代字〔2026〕12號; it is needed before the partners are asked."),
    )
    text = forms.CharField(
        label=pgettext_lazy("paper", "Text"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    partners = _list(
        _("Partner bodies"),
        help_text=_(
            "One a line, in the order in which they sign after your council. Bodies of this system are asked here."
        ),
    )
    recipients = _list(_("Main recipients"), help_text=_("One a line."))
    copies = _list(_("Copies to"), help_text=_("One a line."))
    annexes = _list(_("Annexes"), 3, help_text=_("Titles, one a line. The plan itself goes with the paper."))
    reply_until = _day(_("Partners answer by"), help_text=_("Who is silent then does not sign."))
    acknowledge_until = _day(_("Councils acknowledge by"), help_text=_("Who is silent then is reminded the day after."))
    plans_until = _day(
        _("Councils file own plans by"), help_text=_("Who has filed none then is reminded the day after.")
    )

    def draft(self) -> IssueDraft:
        """What was written; only after `is_valid`."""
        data: dict[str, Any] = dict(self.cleaned_data)
        return IssueDraft(**{**data, **{name: tuple(lines_of(data[name])) for name in LISTS}})


def blank(version: PlanVersion) -> dict[str, Any]:
    """What a new form starts with: the usual words, and the councils directly below as main recipients."""
    campaign = version.campaign
    below = [each.name for each in queries.councils_below(campaign.council_id) if each.parent_id == campaign.council_id]
    said = {name: words.format(year=campaign.year) for name, words in words_of("form").items()}
    return {**said, "recipients": "\n".join(below)}


def filled(issue: JointIssue) -> dict[str, Any]:
    """What the form of a draft starts with."""
    names = ("title", "text", "recipients", "copies", "annexes", "reply_until", "acknowledge_until", "plans_until")
    partners = issue.partners.values_list("name", flat=True)
    return {
        **{name: getattr(issue, name) for name in names},
        "number": number_text(issue),
        "partners": "\n".join(partners),
    }
