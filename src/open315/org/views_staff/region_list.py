"""The list of the divisions of the country."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.access import Actor
from open315.core.pages.cells import lines, link, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.ui.names import other_labels
from open315.org.filters import RegionFilters
from open315.org.forms import IN_OTHER
from open315.org.models import Region, RegionName
from open315.org.policies import names_region
from open315.org.queries.lists import list_regions, region_rows

MANAGE = "org:manage"


def _name(region: Region) -> Any:
    words = text(region.name)
    return link(f"{reverse('org:regions')}?in={region.pk}", words) if region.level < Region.Level.COUNTY else words


def _past(past: RegionName) -> SafeString:
    first, last = (f"{day:%Y-%m}" if day else "" for day in (past.valid_from, past.valid_until))
    template = '<span class="nowrap">{} <span class="faint">{} – {}</span></span>'
    return format_html(template, text(past.name), first, last)


def _change(actor: Actor, region: Region) -> Any:
    if not names_region(actor, region.pk):
        return ""
    address = reverse("org:region_edit", args=[region.pk])
    return format_html(
        '<a class="button button--quiet button--small" href="{}"><span>{}</span></a>', address, _("Change")
    )


def _in_other(place: int, label: Any) -> Column[Region]:
    return Column(f"other_{place}", label, lambda region: region.name_in.translations()[place])


def columns_of(actor: Actor) -> list[Column[Region]]:
    """The columns of the page: names in every language there is, and the way to change those that the actor may."""
    others = [_in_other(place, label) for place, label in enumerate(other_labels(IN_OTHER))]
    first, second, last = REGIONS.columns
    return [
        first,
        second,
        *others,
        last,
        Column("steps", gettext_lazy("Steps"), partial(_change, actor), "actions", quiet=True),
    ]


REGIONS: ListPage[Region] = ListPage(
    name="org.regions",
    url_name="org:regions",
    section="regions",
    permission=MANAGE,
    title=gettext_lazy("Regions"),
    lead=gettext_lazy("Divisions by their codes of GB/T 2260, with the names they bore before."),
    filters=RegionFilters,
    read=lambda _actor, wanted: list_regions(wanted),
    order=("pk",),
    columns=(
        Column("code", gettext_lazy("Code"), lambda region: region.pk, kind="code"),
        Column("name", gettext_lazy("Name"), _name),
        Column(
            "names", gettext_lazy("Names by date"), lambda region: lines(_past(each) for each in region.names.all())
        ),
    ),
    empty=Empty(
        gettext_lazy("No region found"),
        gettext_lazy("Try another name, or go back to the province."),
        action=Action(gettext_lazy("To the province"), "org:regions"),
    ),
    export=Export(
        url_name="org:regions_export",
        file="regions",
        event="org.regions_exported",
        header=lambda: [_("Code"), _("Name"), *other_labels(IN_OTHER), _("Names by date")],
        rows=region_rows,
    ),
    template="org/regions.html",
)
