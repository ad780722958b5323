"""The page of the parts that bodies have in campaigns."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column
from open315.core.pages.details import DetailPage, Table
from open315.core.ui.templatetags.ui import named
from open315.parts.queries import Part


def _linked(part: Part) -> Any:
    words = f"{part.campaign.year} {text(part.campaign.theme)}"
    return link(reverse("summaries:part", args=[part.campaign.pk, part.body.id]), words)


PARTS: DetailPage[Sequence[Part]] = DetailPage(
    name="summaries.parts",
    section="parts",
    permission="parts:read",
    title=lambda _shown: _("Parts in campaigns"),
    lead=lambda _shown: _(
        "What one department or other body did in a campaign: what it was asked to, promised and brought, what it held, which cases it was handed. Each is a summary of its own."
    ),
    back=None,
    main=(
        Table(
            _("Parts"),
            (
                Column("campaign", _("Campaign"), _linked),
                Column("council", _("Council"), lambda part: named(part.campaign.council)),
                Column("body", _("Body"), lambda part: part.body.names),
            ),
            lambda shown: shown,
            _(
                "No body of ours was asked to an activity, held one or was given a task in the days of a campaign. Bodies are known by their names: write the name of a partner as it stands in the directory."
            ),
        ),
    ),
)
