"""What the lists of the administration can be narrowed by."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.pages.filters import Chip, FilterForm, choice, words
from open315.core.regions import prefix_of, province_of
from open315.core.ui.templatetags.ui import named
from open315.org.codes import sectors
from open315.org.models import Organisation
from open315.org.queries import city_codes, region_names
from open315.org.queries.managed import managed_body
from open315.org.roles import role_names

CLOSED = pgettext_lazy("body", "Closed")


class BodyFilters(FilterForm):
    """Bodies: the active ones unless others are asked for."""

    q = words(_("Name"))
    kind = choice(_("Kind"), Organisation.Kind)
    sector = choice(_("Sector"))
    region = choice(_("City"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Active")), ("inactive", CLOSED), ("all", _("All"))]
    )

    def prepare(self) -> None:
        places = region_names(city_codes(province_of(self.actor.region_code)))
        self.choose("sector", sectors().items())
        self.choose("region", [(prefix_of(code), name) for code, name in places.items()])


class PeopleFilters(FilterForm):
    """People: by name or post; `body` comes from the page of a body."""

    body = forms.IntegerField(label=_("Body"), required=False, widget=forms.HiddenInput)
    q = words(_("Name or post"))

    def words_of(self, name: str, value: Any) -> Any:
        """The body by its name."""
        if name != "body":
            return super().words_of(name, value)
        try:
            return named(managed_body(self.actor, value))
        except NotFound:
            return "–"


class RegionFilters(FilterForm):
    """Regions: what is called so anywhere, or what lies directly below `in`: the reader's own province, if nothing else is said."""

    q = words(_("Name or code"))

    def wanted(self) -> dict[str, Any]:
        """Words; without them the place whose parts are listed, "" for the country."""
        found = super().wanted()
        return found if "q" in found else {"in": inside_of(self.query, self.actor)}

    def chips(self) -> list[Chip]:
        """The words; the place stands in the way down."""
        return super().chips() if "q" in super().wanted() else []


def inside_of(query: Mapping[str, str], actor: Actor) -> str:
    """The code of the place whose parts are listed; "" for the country."""
    return query.get("in", province_of(actor.region_code))


class AccountFilters(FilterForm):
    """Accounts: by name, role and what an administrator looks for."""

    q = words(_("Name"))
    role = choice(_("Role"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("active", _("Active")),
            ("suspended", _("Suspended")),
            ("without_factor", _("Without second factor")),
            ("temporary", _("Temporary password")),
        ],
    )

    def prepare(self) -> None:
        self.choose("role", role_names().items())
