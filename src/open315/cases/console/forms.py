"""One small form a verb. What a verb needs to know, and nothing else; the service checks it again."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.core import clock
from open315.core.access import Actor
from open315.core.names import Names
from open315.core.ui.forms import FindableSelect
from open315.law import codelists
from open315.law.rules import packs
from open315.org import queries as org


class VerbForm(forms.Form):
    """Knows the acting person and the case, for its choices."""

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.case = actor, case
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices."""

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the service."""
        return dict(self.cleaned_data)


def long_text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text of a few lines."""
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text
    )


class PlainForm(VerbForm):
    """Nothing to fill in: the button is the decision."""


class AcceptForm(VerbForm):
    foreclosure_told = forms.BooleanField(
        label=_(
            "The consumer was told that the market regulator refuses a dispute a council has accepted, and chose the council."
        ),
        required=False,
        help_text=_("Order 121, Article 16 (2). Needed before a council accepts a complaint."),
    )

    def prepare(self) -> None:
        if "foreclosure" in self.case.consents or self.case.kind != "complaint":
            del self.fields["foreclosure_told"]


class DeclineForm(VerbForm):
    grounds = forms.MultipleChoiceField(
        label=_("Grounds"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or more; each is stated in the notice with its article."),
    )
    statement = long_text(
        _("What the grounds rest on"), help_text=_("The facts and papers for each ground. The consumer reads this.")
    )

    def prepare(self) -> None:
        pack = packs.pack(self.case.pack)
        self.fields["grounds"].choices = [(each.code, each.label) for each in pack.grounds]  # type: ignore[attr-defined]


class ReasonForm(VerbForm):
    reason = long_text(_("Reason"))


def bodies(actor: Actor) -> list[tuple[int, Names]]:
    """Whom a case can be sent to."""
    return [(each.pk, each.names) for each in org.referral_targets(actor)]


class ReferForm(VerbForm):
    to_organisation_id = forms.TypedChoiceField(label=_("To which body"), coerce=int, widget=FindableSelect)
    reason = long_text(_("What is asked of it"))

    def prepare(self) -> None:
        choices = sorted(bodies(self.actor), key=lambda pair: pair[0] != self.case.competent_id)
        self.fields["to_organisation_id"].choices = choices  # type: ignore[attr-defined]
        self.fields["to_organisation_id"].initial = self.case.competent_id


class ReplyForm(VerbForm):
    reply = long_text(_("Answer"), help_text=_("What was found and done, with which result."))


class AssignForm(VerbForm):
    account_id = forms.TypedChoiceField(label=_("To whom"), coerce=int)

    def prepare(self) -> None:
        self.fields["account_id"].choices = officers(self.actor)  # type: ignore[attr-defined]


def officers(actor: Actor) -> list[tuple[int, str]]:
    """Who may be given cases by `actor`, herself first."""
    people = [(each.pk, str(each)) for each in org.accounts_with_role(actor, ("officer", "supervisor"))]
    return sorted(people, key=lambda pair: pair[0] != actor.account_id)


class NoteForm(VerbForm):
    text = long_text(_("Note"))


class EvidenceForm(VerbForm):
    note = forms.CharField(label=_("What it shows"), required=False, max_length=200)


class PauseForm(VerbForm):
    ground = forms.ChoiceField(label=_("Legal ground"))
    evidence = long_text(
        _("What shows it"), help_text=_("For example the letter that entrusts the appraisal, with its date.")
    )

    def prepare(self) -> None:
        self.fields["ground"].choices = codelists.choices("pause_grounds")  # type: ignore[attr-defined]


class SuperviseForm(VerbForm):
    level = forms.ChoiceField(
        label=_("Level"), choices=[("reminder", _("Reminder")), ("yellow", _("Yellow card")), ("red", _("Red card"))]
    )
    reason = long_text(_("What is late, and what is expected"))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due_on(self) -> Any:
        """A day that has not passed."""
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day has passed."))
        return day


class CloseForm(VerbForm):
    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect)
    recovered = forms.DecimalField(
        label=_("Recovered for the consumer (yuan)"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100_000_000),
        decimal_places=2,
    )
    note = long_text(_("How it ended"), help_text=_("Facts only; the consumer reads this."))

    def prepare(self) -> None:
        self.fields["result"].choices = codelists.choices("results", kind=self.case.kind)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        recovered = data.pop("recovered")
        return {**data, "recovered_cents": None if recovered is None else int(recovered * 100)}


class DuplicateForm(VerbForm):
    of_number = forms.CharField(label=_("Number of the case it repeats"), max_length=32)


class CompetenceForm(VerbForm):
    organisation_id = forms.TypedChoiceField(label=_("Competent body"), coerce=int, widget=FindableSelect)
    reason = long_text(_("Why the table does not fit here"))

    def prepare(self) -> None:
        self.fields["organisation_id"].choices = bodies(self.actor)  # type: ignore[attr-defined]


class PartyReasonForm(VerbForm):
    """Asks whose, unless nobody left details and there is only the wording."""

    party_id = forms.TypedChoiceField(label=_("Whose"), coerce=int)
    reason = forms.CharField(
        label=_("Reason"), min_length=4, max_length=400, help_text=_("It is written to the audit log with your name.")
    )

    def prepare(self) -> None:
        parties = self.case.parties.exclude(identity_id=None)
        choices = [(each.pk, f"{each.masked_name} {each.masked_phone}") for each in parties]
        if choices:
            self.fields["party_id"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["party_id"]

    def arguments(self) -> dict[str, Any]:
        return {"party_id": None, **self.cleaned_data}


class UnmaskForm(PartyReasonForm):
    """Asks whose only where there is a choice; erasing tells in any case."""

    def prepare(self) -> None:
        super().prepare()
        party: Any = self.fields.get("party_id")
        if party and len(party.choices) == 1:
            party.widget, party.initial = forms.HiddenInput(), party.choices[0][0]
