"""To whom a paper was delivered, with who acknowledged it and who filed a plan of its own; and what was delivered to a council."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.campaigns.filing.delivery_pages import acknowledged_badge
from open315.campaigns.filing.pages import filed_badge, filed_link
from open315.campaigns.issue import queries
from open315.campaigns.models import Delivery, JointIssue
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice
from open315.core.regions import CITY, COUNTY
from open315.core.ui.templatetags.ui import named


class DeliveryFilters(FilterForm):
    """Those that acknowledged it, or the silent ones; those that filed a plan of their own, or not; cities or counties."""

    state = choice(gettext_lazy("State"))
    plan = choice(gettext_lazy("Plan of its own"))
    level = choice(gettext_lazy("Level"))

    def prepare(self) -> None:
        """States and levels in words."""
        self.choose("level", [(CITY, gettext_lazy("Cities")), (COUNTY, gettext_lazy("Counties"))])
        done, silent = pgettext_lazy("delivery", "Acknowledged"), pgettext_lazy("delivery", "Not acknowledged")
        filed, missing = pgettext_lazy("own plan", "Filed"), pgettext_lazy("own plan", "Not filed")
        self.choose("plan", [("filed", filed), ("missing", missing)])
        self.choose("state", [("acknowledged", done), ("silent", silent)])


DELIVERIES: ListPage[Delivery] = ListPage(
    name="campaigns.deliveries",
    url_name="campaigns:issue_deliveries",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Who has acknowledged"),
    read=lambda _actor, _wanted: Delivery.objects.none(),
    order=("council__region_id", "pk"),
    filters=DeliveryFilters,
    columns=(
        Column(
            "council",
            gettext_lazy("Council"),
            lambda each: link(reverse("campaigns:delivery", args=[each.pk]), named(each.council)),
        ),
        Column("state", gettext_lazy("State"), acknowledged_badge),
        Column("delivered_at", gettext_lazy("Delivered on"), lambda each: moment(each.delivered_at), kind="nowrap"),
        Column(
            "acknowledged_at",
            gettext_lazy("Acknowledged on"),
            lambda each: moment(each.acknowledged_at),
            kind="nowrap",
        ),
        Column("chases", gettext_lazy("Reminders"), lambda each: each.chases, kind="number"),
        Column("chased_at", gettext_lazy("Last reminded on"), lambda each: moment(each.chased_at), kind="nowrap"),
        Column("plan", gettext_lazy("Plan of its own"), filed_badge),
        Column("filed", pgettext_lazy("own plan", "Filed"), filed_link, kind="nowrap"),
        Column("plan_chases", gettext_lazy("Reminders of the plan"), lambda each: each.plan_chases, kind="number"),
    ),
    empty=Empty(
        gettext_lazy("No such council"),
        gettext_lazy("Nobody is in this state, or the paper was not issued yet."),
        art="inbox",
    ),
    below=lambda actor, _query, args: deliveries_of(queries.get_issue(actor, int(args[0]))),
)


def deliveries_of(issue: JointIssue) -> ListPage[Delivery]:
    """To whom one paper was delivered."""
    return DELIVERIES.about(
        issue.pk,
        lead=text(issue.title),
        read=lambda actor, wanted: queries.deliveries_of(actor, issue.pk, wanted),
        export=Export(
            url_name="campaigns:issue_deliveries_export",
            file="deliveries",
            event="campaigns.deliveries_exported",
            header=_header,
            rows=_file_rows,
        ),
    )


def _header() -> list[Any]:
    return [
        "id", _("Council"), _("Delivered on"), _("Acknowledged on"), _("Reminders"), _("Last reminded on"),
        _("Own plan filed on"), _("Reminders of the plan"),
    ]  # fmt: skip


def _file_rows(rows: Any) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        name = text(each.council.name)
        said = [each.delivered_at, each.acknowledged_at, each.chases, each.chased_at, each.filed_at, each.plan_chases]
        yield [each.pk, name, *said]


DELIVERED: ListPage[Delivery] = ListPage(
    name="campaigns.delivered",
    url_name="campaigns:delivered",
    section="campaigns",
    permission="campaigns:acknowledge",
    title=gettext_lazy("Delivered to us"),
    lead=gettext_lazy("Papers that councils above issued and delivered to your council."),
    read=lambda actor, _wanted: queries.deliveries_to(actor),
    order=("-pk",),
    columns=(
        Column(
            "title",
            pgettext_lazy("paper", "Title"),
            lambda each: link(reverse("campaigns:delivery", args=[each.pk]), text(each.issue.title)),
        ),
        Column("council", gettext_lazy("Issued by"), lambda each: named(each.issue.council)),
        Column("delivered_at", gettext_lazy("Delivered on"), lambda each: moment(each.delivered_at), kind="nowrap"),
        Column("state", gettext_lazy("State"), acknowledged_badge),
        Column("plan", gettext_lazy("Our own plan"), filed_badge),
    ),
    empty=Empty(
        gettext_lazy("Nothing was delivered yet"),
        gettext_lazy("What councils above issue stands here, and on the page of today until somebody acknowledges it."),
        art="inbox",
    ),
)
