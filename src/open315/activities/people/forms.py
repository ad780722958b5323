"""The forms about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.activities.forms import BLANK
from open315.activities.models import BodyKind, Participation, Person
from open315.activities.people import queries
from open315.activities.people.types import Attendance
from open315.core.names import enumerated
from open315.core.pages.form_pages import PageForm
from open315.core.ui.forms import FindableSelect
from open315.org.codes import ranks

Role = Participation.Role


class PersonForm(PageForm):
    """Somebody who took part."""

    ROWS = (("body", "body_kind"), ("office", "rank"), ("role",))

    body = forms.CharField(label=_("Body of the person"), max_length=120)
    body_kind = forms.ChoiceField(label=_("Kind of body"), choices=[BLANK, *BodyKind.choices])
    office = forms.CharField(
        label=_("Office"),
        max_length=120,
        help_text=_("Of two who hold the same office write what tells them apart. Names are not kept."),
    )
    rank = forms.ChoiceField(
        label=_("Rank"),
        required=False,
        help_text=_("That of the post on that day; a grade (職級) is none."),
    )
    role = forms.ChoiceField(label=_("As what"), choices=Role.choices)
    is_guest = forms.BooleanField(
        label=_("A guest from outside of the region"), required=False, help_text=_("Guests are counted apart.")
    )

    def prepare(self) -> None:
        self.choose("rank", [("", _("No leading post")), *ranks().items()])

    def attendance(self) -> Attendance:
        """What was typed in; only after `is_valid`."""
        return Attendance(**self.cleaned_data)


class PasteForm(PageForm):
    """A list from the evening, a line each."""

    text = forms.CharField(
        label=_("The list"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    role = forms.ChoiceField(
        label=_("As what"), choices=Role.choices, help_text=_("Of the lines that say nothing of it.")
    )

    def prepare(self) -> None:
        kinds = enumerated(label for _code, label in BodyKind.choices)
        self.fields["text"].help_text = _(
            "A line a person: body, kind of body, office, rank, and if need be as what and 外地 for a guest; between commas, or as copied from a table, with or without numbers. Kinds: %(kinds)s. Ranks: %(ranks)s."
        ) % {"kinds": kinds, "ranks": enumerated(ranks().values())}


class SheetForm(PageForm):
    """Those who took part, in a file."""

    ROWS = (("file",), ("body_kind", "role"))

    file = forms.FileField(
        label=_("Sheet"),
        help_text=_(
            "XLSX, XLS, ODS or CSV with the columns Body and Office, and if need be kind of body, rank, as what, guest. A column of names is not read: names are not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.et,.csv"}),
    )
    body_kind = forms.ChoiceField(
        label=_("Kind of body"),
        required=False,
        choices=[BLANK, *BodyKind.choices],
        help_text=_("Of the rows that say nothing of it."),
    )
    role = forms.ChoiceField(
        label=_("As what"), choices=Role.choices, help_text=_("Of the rows that say nothing of it.")
    )


class UniteForm(PageForm):
    """With whom a person is one."""

    other = forms.TypedChoiceField(label=_("The same person as"), coerce=int, widget=FindableSelect)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("other", [BLANK, *queries.candidates(self.actor, self.person)])
