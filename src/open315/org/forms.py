"""Forms of the administration: parse and word, turn into a command, save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.names import Names
from open315.core.pages.form_pages import PageForm
from open315.core.regions import prefix_of
from open315.core.ui.days import DayField
from open315.core.ui.names import NamesField, spread
from open315.org.codes import ranks, sectors
from open315.org.models import Organisation, Person
from open315.org.queries import region_choices
from open315.org.queries.managed import managed_bodies
from open315.org.roles import role_names
from open315.org.types import BodyDetails, NewAccount, PersonDetails, PostDetails

NONE = ("", "—")
IN_OTHER = _("%(language)s name")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DayField(label=label, required=required, help_text=help_text, widget=widget)


def _body_choices(actor: Actor) -> list[tuple[int, Names]]:
    return [
        (body.pk, body.name_in.renamed("　" * (body.path.count("/") - 2) + body.name)) for body in managed_bodies(actor)
    ]


def _role_choices() -> list[tuple[str, Any]]:
    return list(role_names().items())


def _body_name(*, source: bool = True) -> NamesField:
    return NamesField(
        label=_("Name"),
        max_length=120,
        translated_length=160,
        in_other=IN_OTHER,
        help_text=_("In Traditional Chinese; Simplified is made from it."),
        source=source,
    )


class BodyForm(PageForm):
    """A body's details. Kind, place, name and position are fixed once it exists."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    name = _body_name()
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    region_code = forms.ChoiceField(label=_("Region"))
    parent_id = forms.TypedChoiceField(label=_("Stands below"), required=False, coerce=int, empty_value=None)
    sector = forms.ChoiceField(label=_("Sector"), required=False, help_text=_("What a department is competent for."))
    case_prefix = forms.CharField(
        label=_("Prefix of case numbers"),
        max_length=12,
        required=False,
        help_text=_("Councils only, for example 武消."),
    )
    case_letters = forms.CharField(
        label=_("Latin letters for case numbers"),
        max_length=6,
        required=False,
        help_text=_(
            "Two to six letters, for example WH: so a number can be said in any language. They stay for good. Without them, the code of the place stands there."
        ),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    hours = forms.CharField(
        label=_("Hours"),
        max_length=120,
        required=False,
        help_text=_("For example: working days 9:00–12:00 and 14:00–17:00."),
    )
    map_link = forms.URLField(label=_("Link to a map"), max_length=300, required=False, assume_scheme="https")
    icp_filing = forms.CharField(
        label=_("ICP filing"), max_length=60, required=False, help_text=_("Of the body that runs this site.")
    )
    police_filing = forms.CharField(label=_("Public security filing"), max_length=60, required=False)
    privacy_note = forms.CharField(
        label=_("Privacy: what you add"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who answers for personal data, and how to reach that person."),
    )
    access_note = forms.CharField(
        label=_("Accessibility: what you add"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_from = day_field(_("Exists since"), required=False)

    FIXED = ("kind", "name", "region_code", "parent_id")

    def __init__(self, *args: Any, body: Organisation | None = None, **kwargs: Any) -> None:
        self.body = body
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("sector", [NONE, *sectors().items()])
        if self.body is not None:
            for name in self.FIXED:
                del self.fields[name]
            self.fields = {"name": _body_name(source=False), **self.fields}
            return
        self.choose("region_code", region_choices(prefix_of(self.actor.region_code)))
        self.choose("parent_id", [NONE, *_body_choices(self.actor)])

    def details(self) -> BodyDetails:
        """The command; only after `is_valid`."""
        if self.body is None:
            return BodyDetails(**spread(self.cleaned_data))
        fixed = {name: getattr(self.body, "region_id" if name == "region_code" else name) for name in self.FIXED}
        return BodyDetails(**{**spread(self.cleaned_data), **fixed})


class RenameForm(PageForm):
    """A new name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=120)
    since = day_field(_("Since"), help_text=_("The old name stays known with its dates."))


class MoveForm(PageForm):
    """Another place in the tree."""

    parent_id = forms.TypedChoiceField(label=_("Stands below"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        self.choose("parent_id", [("", _("Nothing: it stands at the top")), *_body_choices(self.actor)])


class CoverageForm(PageForm):
    """Over which days the records of a body are complete."""

    first = day_field(
        _("Records complete from"), help_text=_("The first day since which every complaint is in the system.")
    )
    last = day_field(
        _("Records complete until"), required=False, help_text=_("Empty: they are complete up to today, and go on.")
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("How it is known, for example that the paper registers were entered."),
    )


class PersonForm(PageForm):
    """A person and her body."""

    name = NamesField(
        label=_("Name"),
        max_length=60,
        translated_length=80,
        in_other=IN_OTHER,
        labels={"en": _("Name in Latin letters")},
    )
    organisation_id = forms.TypedChoiceField(label=_("Body"), coerce=int)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def prepare(self) -> None:
        self.choose("organisation_id", list(_body_choices(self.actor)))

    def details(self) -> PersonDetails:
        """The command; only after `is_valid`."""
        return PersonDetails(**spread(self.cleaned_data))


class PostForm(PageForm):
    """A post taken up."""

    title = forms.CharField(label=_("Post"), max_length=60)
    organisation_id = forms.TypedChoiceField(label=_("Body"), coerce=int)
    rank = forms.ChoiceField(label=_("Rank"), required=False)
    held_from = day_field(_("Held from"))

    def prepare(self) -> None:
        self.choose("organisation_id", list(_body_choices(self.actor)))
        self.choose("rank", [NONE, *ranks().items()])

    def details(self, person_id: int) -> PostDetails:
        """The command; only after `is_valid`."""
        return PostDetails(person_id=person_id, **self.cleaned_data)


class AccountForm(PageForm):
    """A log-in for a person of the list."""

    username = forms.RegexField(
        label=_("Log-in name"),
        regex=r"^[A-Za-z0-9._-]{3,60}$",
        help_text=_("Three or more Latin letters, digits, dots or dashes."),
        error_messages={"invalid": _("Use Latin letters, digits, dots and dashes only, three at least.")},
    )
    display_name = forms.CharField(
        label=_("Shown as"),
        max_length=60,
        required=False,
        help_text=_("What consumers and colleagues read, for example 調解員乙."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("For notices; never for signing in."))
    role = forms.ChoiceField(label=_("Role"))
    granted_from = day_field(_("From"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("role", _role_choices())

    def command(self) -> NewAccount:
        """The command; only after `is_valid`."""
        return NewAccount(person_id=self.person.pk, **self.cleaned_data)


class GrantForm(PageForm):
    """A role in a body from–to."""

    role = forms.ChoiceField(label=_("Role"))
    organisation_id = forms.TypedChoiceField(label=_("Body"), coerce=int)
    granted_from = day_field(_("From"))
    granted_until = day_field(_("Until"), required=False, help_text=_("Empty: until it is revoked."))

    def prepare(self) -> None:
        self.choose("role", _role_choices())
        self.choose("organisation_id", list(_body_choices(self.actor)))


class RegionForm(PageForm):
    """A region's names."""

    name = NamesField(label=_("Name"), max_length=60, translated_length=80, in_other=IN_OTHER)
    since = day_field(
        _("New name since"),
        required=False,
        help_text=_("With a day, the old name stays known with its dates. Without one, a mistake is corrected."),
    )
