"""The list of campaigns."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.models import Campaign
from open315.campaigns.queries import visible_to
from open315.core.pages.cells import badge, days, link, text
from open315.core.pages.declared import Action, Column, Empty, ListPage
from open315.core.ui.templatetags.ui import named


def state_of(campaign: Campaign) -> SafeString:
    """Open or closed."""
    if campaign.closed_at:
        return badge(pgettext_lazy("campaign", "Closed"))
    return badge(pgettext_lazy("campaign", "Open"), "good")


def _linked(campaign: Campaign, words: object) -> SafeString:
    return link(reverse("campaigns:detail", args=[campaign.pk]), words)


CAMPAIGNS: ListPage[Campaign] = ListPage(
    name="campaigns",
    url_name="campaigns:list",
    section="campaigns",
    permission="campaigns:read",
    title=_("Campaigns"),
    lead=_("One campaign a year: its theme, its days, and the period its figures cover."),
    read=lambda actor, _wanted: visible_to(actor),
    order=("-year", "council__path", "pk"),
    columns=(
        Column(
            "year",
            _("Year"),
            lambda campaign: _linked(campaign, campaign.year),
            order=("year", "council__path", "pk"),
        ),
        Column("theme", _("Theme of the year"), lambda campaign: _linked(campaign, text(campaign.theme))),
        Column(
            "council",
            _("Council"),
            lambda campaign: named(campaign.council),
            order=("council__path", "-year", "pk"),
        ),
        Column(
            "days",
            _("Days of the campaign"),
            lambda campaign: f"{campaign.first_day:%m-%d} – {campaign.last_day:%m-%d}",
            kind="nowrap",
        ),
        Column("figures", _("Figures"), lambda campaign: days(campaign.stat_first, campaign.stat_last), kind="nowrap"),
        Column("state", _("State"), state_of),
    ),
    actions=(
        Action(_("Delivered to us"), "campaigns:delivered", icon="inbox", permission="campaigns:acknowledge"),
        Action(_("Plans that can be read"), "campaigns:plans", icon="document", permission="campaigns:read"),
        Action(_("Bring in from sheets"), "campaigns:folder_new", icon="import", permission="campaigns:bring"),
        Action(
            _("Open a campaign"),
            "campaigns:new",
            icon="plus",
            kind="primary",
            key="+",
            permission="campaigns:manage",
        ),
    ),
    empty=Empty(
        _("No campaign yet"),
        _("A campaign gathers the figures of a year and writes the summary from them."),
        art="inbox",
        action=Action(_("Open a campaign"), "campaigns:new", permission="campaigns:manage"),
    ),
)
