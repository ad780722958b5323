"""The forms of an approval."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.approval import procedures, queries
from open315.campaigns.approval.procedures import InForce
from open315.campaigns.approval.rules import MOST_LETTERS, MOST_MEMBERS, MOST_REMIND_DAYS
from open315.campaigns.approval.types import Circulation, MeetingVote, OwnProcedure
from open315.campaigns.models import Ballot
from open315.campaigns.types import VoteBase
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField

BASES = {
    VoteBase.PRESENT.value: _("Those who take part"),
    VoteBase.MEMBERS.value: _("All members"),
}


def _day(label: Any, **more: Any) -> DayField:
    return DayField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def _count(label: Any, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_MEMBERS, **more)


def _waiver() -> forms.CharField:
    return forms.CharField(
        label=_("Why requirements may stay unanswered"),
        required=False,
        max_length=200,
        help_text=_("Only where some are unanswered; it stands beside the vote for ever."),
    )


class MeetingForm(PageForm):
    """Reads a `MeetingVote`."""

    ROWS = (("occasion", "held_on"), ("members", "present"), ("in_favour", "against", "abstained"), ("waiver",))

    occasion = forms.CharField(label=_("Which meeting"), max_length=120)
    held_on = _day(_("Held on"))
    members = _count(_("Members of the committee"), 1)
    present = _count(_("Members present"))
    in_favour = _count(pgettext_lazy("votes", "For"))
    against = _count(pgettext_lazy("votes", "Against"), initial=0)
    abstained = _count(pgettext_lazy("votes", "Abstained"), initial=0)
    waiver = _waiver()

    def vote(self) -> MeetingVote:
        """What was voted; only after `is_valid`."""
        return MeetingVote(**self.cleaned_data)


class CirculationForm(PageForm):
    """Reads a `Circulation`."""

    ROWS = (("deadline",), ("accounts",), ("on_paper",), ("waiver",))

    deadline = _day(_("Last day"), help_text=_("It ends that evening, or with the last answer."))
    accounts = forms.TypedMultipleChoiceField(
        label=_("Members who answer here"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    on_paper = forms.CharField(
        label=_("Members who sign on paper"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bodies or offices, one a line; no names of persons."),
    )
    waiver = _waiver()

    def prepare(self) -> None:
        known = queries.voters(self.actor)
        self.choose("accounts", list(known.items()))
        self.initial.setdefault("accounts", list(known))

    def clean_on_paper(self) -> tuple[str, ...]:
        """The lines, without blank ones. ValidationError for one that is too long."""
        lines = tuple(line for each in self.cleaned_data["on_paper"].splitlines() if (line := each.strip()))
        if any(len(line) > MOST_LETTERS for line in lines):
            raise forms.ValidationError(_("A line has at most %(most)s characters.") % {"most": MOST_LETTERS})
        return lines

    def circulation(self) -> Circulation:
        """Who is asked; only after `is_valid`."""
        data = self.cleaned_data
        return Circulation(data["deadline"], tuple(data["accounts"]), data["on_paper"], data["waiver"])


class BallotForm(PageForm):
    """What a member says."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(value, label) for value, label in Ballot.Answer.choices if value],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=pgettext_lazy("ballot", "Reason"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For an objection: what is to be changed."),
    )


class ProcedureForm(PageForm):
    """Reads an `OwnProcedure`."""

    ROWS = (("valid_from",), ("source",), ("quorum", "majority"), ("base", "remind_days"))

    valid_from = _day(_("In force from"))
    source = forms.CharField(
        label=_("Where it is written"), max_length=200, help_text=_("The articles of association, or a decision.")
    )
    quorum = forms.ChoiceField(label=_("Members who must take part"))
    majority = forms.ChoiceField(label=_("Votes for it"))
    base = forms.ChoiceField(label=_("Votes of whom"), choices=list(BASES.items()))
    remind_days = forms.IntegerField(
        label=_("Days before the deadline to remind"), min_value=0, max_value=MOST_REMIND_DAYS
    )

    def prepare(self) -> None:
        for name in ("quorum", "majority"):
            self.choose(name, list(procedures.shares().items()))

    def procedure(self) -> OwnProcedure:
        """What was entered; only after `is_valid`."""
        return OwnProcedure(**self.cleaned_data)


def filled_procedure(found: InForce) -> dict[str, Any]:
    """What the form starts with: what holds now."""
    return {name: getattr(found, name) for name in ("quorum", "majority", "base", "remind_days")}
