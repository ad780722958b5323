"""The measures of a plan as a list with its file, and the plans that were released."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from open315.campaigns.forms import in_yuan
from open315.campaigns.models import Measure, PlanVersion
from open315.campaigns.plan import queries
from open315.campaigns.plan.queries import Draft
from open315.core.pages.cells import days, link, moment, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.ui.templatetags.ui import named, yuan

MEASURES: ListPage[Measure] = ListPage(
    name="campaigns.measures",
    url_name="campaigns:measures",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Measures"),
    read=lambda _actor, _wanted: Measure.objects.none(),
    order=("section__place", "place", "pk"),
    columns=(),
    empty=Empty(gettext_lazy("No measure yet"), gettext_lazy("Add sections and measures on the page of the plan."), art="inbox"),
    below=lambda actor, _query, args: measures_of(queries.get_draft(actor, int(args[0]))),
)  # fmt: skip


def measures_of(draft: Draft) -> ListPage[Measure]:
    """The list of the measures of one plan."""
    return MEASURES.about(
        draft.campaign.pk,
        title=gettext_lazy("Measures %(year)s") % {"year": draft.campaign.year},
        read=lambda actor, _wanted: queries.measures_of(actor, draft.campaign.pk),
        columns=_columns(draft),
        export=Export(
            url_name="campaigns:measures_export",
            file="measures",
            event="campaigns.measures_exported",
            header=_header,
            rows=lambda rows: _file_rows(draft, rows),
        ),
    )


def _columns(draft: Draft) -> Sequence[Column[Measure]]:
    return (
        Column("number", gettext_lazy("Number"), draft.number, kind="nowrap"),
        Column(
            "title",
            gettext_lazy("What is done"),
            lambda each: link(reverse("campaigns:measure", args=[each.pk]), text(each.title)),
        ),
        Column("section", gettext_lazy("Section"), lambda each: text(each.section.title)),
        Column("who", pgettext_lazy("measure", "Who"), lambda each: text(each.responsible)),
        Column("when", gettext_lazy("When"), lambda each: days(each.first_day, each.last_day), kind="nowrap"),
        Column("where", gettext_lazy("Where"), lambda each: text(each.venue)),
        Column("money", gettext_lazy("Money"), lambda each: yuan(each.budget_cents), kind="number"),
    )


def _header() -> list[Any]:
    return [
        "id", _("Number"), _("Section"), _("What is done"), pgettext("measure", "Who"), _("From"), _("To"), _("Where"), _("Money (yuan)"),
        _("Expected output"), _("More in words"),
    ]  # fmt: skip


def _file_rows(draft: Draft, rows: Any) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        yield [
            each.pk,
            draft.number(each),
            text(each.section.title),
            text(each.title),
            text(each.responsible),
            each.first_day,
            each.last_day,
            text(each.venue),
            in_yuan(each.budget_cents),
            text(each.output),
            text(each.text),
        ]


PLANS: ListPage[PlanVersion] = ListPage(
    name="campaigns.plans",
    url_name="campaigns:plans",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Plans that can be read"),
    lead=gettext_lazy("The versions of one's own plan, and those that the councils above and below released."),
    read=lambda actor, _wanted: queries.readable_versions(actor),
    order=("-campaign__year", "campaign__council__path", "-number", "pk"),
    columns=(
        Column(
            "version",
            gettext_lazy("Version"),
            lambda each: link(
                reverse("campaigns:version", args=[each.pk]),
                _("%(year)s, version %(number)s") % {"year": each.campaign.year, "number": each.number},
            ),
            kind="nowrap",
        ),
        Column("council", gettext_lazy("Council"), lambda each: named(each.campaign.council)),
        Column("theme", gettext_lazy("Theme of the year"), lambda each: text(each.campaign.theme)),
        Column("released_at", gettext_lazy("Released on"), lambda each: moment(each.released_at), kind="nowrap"),
    ),
    empty=Empty(
        gettext_lazy("No plan can be read yet"),
        gettext_lazy("A council that released a version of its plan stands here."),
        art="inbox",
    ),
)
