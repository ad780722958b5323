"""The body as a dimension of figures: whose part is counted. Importing it declares the dimension."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.access import Actor
from open315.core.facts import Dimension, Scope, declare_dimension
from open315.org import queries as org
from open315.org.facts import scope_of_region

PART = "part"


def scope_of_part(region: str, body_id: int) -> Scope:
    """The scope of one body's part in what the councils of a region did."""
    return Scope(**{**dict(scope_of_region(region).values), PART: str(body_id)})


def _read(text: str) -> str:
    if not (text.isascii() and text.isdecimal() and len(text) < 19 and org.body_by_id(int(text))):
        raise ValueError(_("Choose a body."))
    return str(int(text))


def _name(value: str) -> str:
    body = org.body_by_id(int(value))
    return str(body.names) if body else value


def _field(_actor: Actor) -> forms.Field:
    choices = [("", "—"), *((body.id, str(body.names)) for body in org.active_bodies() if body.kind != "council")]
    return forms.CharField(label=gettext_lazy("Body"), required=False, widget=forms.Select(choices=choices))


declare_dimension(
    Dimension(
        name=PART,
        label=gettext_lazy("Whose part"),
        field=_field,
        read=_read,
        value_words=_name,
        words=lambda value: _("Part of %(body)s") % {"body": _name(value)} if value else "",
        initial=lambda actor: str(actor.organisation_id or "") if actor.organisation_kind != "council" else "",
        order=20,
    )
)
