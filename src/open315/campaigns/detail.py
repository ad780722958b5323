"""The page of one campaign: its board, where everything is found, its summary, the headline of its complaint chapter, its plan, and closing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.campaigns.board.registry import Shown
from open315.campaigns.listing import state_of
from open315.campaigns.models import Campaign
from open315.campaigns.ways import groups_of
from open315.core.pages.cells import day, moment, text
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Part, Steps
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named, yuan


@dataclass(frozen=True, slots=True)
class CampaignShown:
    """A campaign, the figures at the top of its page (none for those who may not open figures), and whether it may be changed."""

    campaign: Campaign
    stats: Sequence[dict[str, Any]]
    may_manage: bool
    may_read_activities: bool
    has_plan: bool = False
    """Whether the reader is of the council itself, and so sees its plan while it is drafted."""

    board: Sequence[Shown] = ()
    """What is on, late, silent and unmet; of an open campaign of one's own."""
    so_far: Sequence[dict[str, Any]] = ()

    @property
    def rooms(self) -> list[tuple[Any, list[Go]]]:
        """Where everything of it is found, in groups."""
        return groups_of(self)

    @property
    def is_changeable(self) -> bool:
        """Open, and the reader manages campaigns."""
        return self.may_manage and self.campaign.closed_at is None


def _span(first: Any, last: Any) -> SafeString:
    return format_html('<span class="nowrap">{} –</span> <span class="nowrap">{}</span>', day(first), day(last))


def _theme(campaign: Campaign) -> SafeString:
    others = [format_html(' · <span lang="{}">{}</span>', *each) for each in campaign.theme_in.translated()]
    return format_html("{}" * (1 + len(others)), text(campaign.theme), *others)


def _plan(shown: CampaignShown) -> Iterator[tuple[Any, Any]]:
    campaign = shown.campaign
    yield _("Theme of the year"), _theme(campaign)
    yield _("Days of the campaign"), _span(campaign.first_day, campaign.last_day)
    yield _("Figures cover"), _span(campaign.stat_first, campaign.stat_last)
    optional = (
        (_("Guiding idea"), linebreaksbr(text(campaign.idea))),
        (_("Goals"), linebreaksbr(text(campaign.goals))),
        (_("Budget"), yuan(campaign.budget_cents)),
    )
    yield from ((label, value) for label, value in optional if value)
    yield _("Region"), named(campaign.region)
    if campaign.note:
        yield _("Note"), linebreaksbr(text(campaign.note))
    if campaign.closed_at:
        yield _("Closed on"), moment(campaign.closed_at)


def _steps(shown: CampaignShown) -> list[Confirm]:
    if not shown.is_changeable:
        return []
    words = _(
        "After closing, the plan cannot be changed, and the summary counts what became of the complaints up to this day."
    )
    address = reverse("campaigns:close", args=[shown.campaign.pk])
    return [Confirm(_("Close the campaign"), address, words, version=shown.campaign.version)]


def _buttons(shown: CampaignShown) -> Iterator[Go]:
    campaign = shown.campaign
    if shown.has_plan:
        yield Go(_("Plan and requirements"), reverse("campaigns:plan", args=[campaign.pk]), icon="document", key="l")
    if shown.is_changeable:
        yield Go(_("Change the plan"), reverse("campaigns:edit", args=[campaign.pk]), icon="pen", key="e")


CAMPAIGN: DetailPage[CampaignShown] = DetailPage(
    name="campaigns.campaign",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: f"{shown.campaign.year} {text(shown.campaign.theme)}",
    heading=lambda shown: f"{shown.campaign.year} · {shown.campaign.theme_in}",
    lead=lambda shown: format_html("{} {}", named(shown.campaign.council), state_of(shown.campaign)),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_buttons,
    above=(Part("", "campaigns/board/board.html", bare=True), Part("", "campaigns/board/rooms.html", bare=True)),
    main=(
        Part(_("Summary"), "campaigns/summary.html"),
        Part("", "campaigns/figures.html", belongs=lambda shown: bool(shown.stats), bare=True),
        Facts(_("Plan"), _plan),
        Steps(_steps),
    ),
)
