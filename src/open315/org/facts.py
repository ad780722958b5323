"""The region as a dimension of figures: what they can be narrowed to, by the first digits of its code."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.access import Actor
from open315.core.facts import Dimension, Scope, declare_dimension
from open315.core.regions import prefix_of
from open315.org.queries import council_for_region, councils, region_choices, region_name, subtree_ids

REGION = "region"
DIGITS = 6


def scope_of_region(code: str) -> Scope:
    """The scope of a region and everything inside it; of no code, everywhere."""
    return Scope(region=prefix_of(code))


def whole_code(prefix: str) -> str:
    """The code of the region that a scope's value stands for."""
    return prefix.ljust(DIGITS, "0")


def councils_in(region: str) -> frozenset[int]:
    """The council of a region and every body that reports to it; where a region has no council of its own, the councils inside of it."""
    council = council_for_region(whole_code(region)) if region else None
    if council is not None and council.region_code == whole_code(region):
        return subtree_ids(council)
    return frozenset(body.id for body in councils() if body.region_code.startswith(region))


def _read(text: str) -> str:
    if not (text.isdecimal() and len(text) <= DIGITS):
        raise ValueError(_("Choose a region."))
    return prefix_of(text)


def _field(actor: Actor) -> forms.Field:
    choices = forms.Select(choices=region_choices(prefix_of(actor.region_code)))
    return forms.CharField(label=gettext_lazy("Region"), required=False, widget=choices)


def _words(prefix: str) -> str:
    if not prefix:
        return _("Councils of the whole country")
    return _("Councils of %(region)s") % {"region": region_name(whole_code(prefix))}


declare_dimension(
    Dimension(
        name=REGION,
        label=gettext_lazy("Councils of"),
        field=_field,
        read=_read,
        value_words=lambda prefix: region_name(whole_code(prefix)),
        words=_words,
        initial=lambda actor: actor.region_code,
        order=10,
    )
)
