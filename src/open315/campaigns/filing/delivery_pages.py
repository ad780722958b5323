"""The page of a delivery: the paper as it was issued, whether it was acknowledged, and where the council's own plan stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.filing.pages import own_plan_facts, own_plan_steps
from open315.campaigns.filing.queries import OwnPlan
from open315.campaigns.issue.pages import Paper, paper_facts
from open315.campaigns.models import Delivery
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.version_pages import SectionShown, sections_shown
from open315.core.pages.cells import badge, moment, text
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Part, Steps
from open315.core.pages.steps import Press
from open315.core.ui.templatetags.ui import named


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """What was delivered to a council, and whether the reader is of it."""

    delivery: Delivery
    is_own: bool
    own: OwnPlan
    """Where the plan of its own stands …"""
    may_file: bool
    """… and whether the reader writes and files it."""

    @property
    def paper(self) -> Paper:
        """As it was issued."""
        return dict(self.delivery.issue.content or {})

    @property
    def sections(self) -> list[SectionShown]:
        """The plan that was issued, without the money."""
        return sections_shown(content_from(self.paper["plan"]), money=False)


def acknowledged_badge(delivery: Delivery) -> SafeString:
    """Whether the council's people acknowledged it."""
    if delivery.acknowledged_at:
        return badge(pgettext_lazy("delivery", "Acknowledged"), "good")
    return badge(pgettext_lazy("delivery", "Not acknowledged"), "warn")


def _delivery_facts(shown: DeliveryShown) -> Iterator[tuple[Any, Any]]:
    row = shown.delivery
    yield _("Delivered to"), named(row.council)
    yield _("Delivered on"), moment(row.delivered_at)
    until = row.issue.acknowledge_until
    yield _("Councils acknowledge by"), until.isoformat() if until else ""
    yield _("State"), acknowledged_badge(row)
    if row.acknowledged_at:
        yield _("Acknowledged on"), moment(row.acknowledged_at)
        yield pgettext_lazy("delivery", "By"), text(str(row.acknowledged_by or ""))
    yield _("Reminded"), _("%(times)s times") % {"times": row.chases} if row.chases else ""


def _delivery_steps(shown: DeliveryShown) -> Iterator[Any]:
    if shown.is_own and shown.delivery.acknowledged_at is None:
        yield Press(_("Acknowledge"), _to("acknowledge", shown.delivery.pk), kind="primary")
    elif shown.may_file:
        yield from own_plan_steps(shown.own)


DELIVERY: DetailPage[DeliveryShown] = DetailPage(
    name="campaigns.delivery",
    section="campaigns",
    permission="campaigns:acknowledge",
    title=lambda shown: text(shown.paper["title"]),
    lead=lambda shown: named(shown.delivery.issue.council),
    back=lambda: (_("Delivered to us"), reverse("campaigns:delivered")),
    buttons=lambda shown: [Go("PDF", _to("delivery_pdf", shown.delivery.pk), icon="download")],
    main=(
        Facts(_("Delivery"), _delivery_facts),
        Facts(_("Paper"), lambda shown: paper_facts(shown.paper)),
        Part("", "campaigns/plan/version.html", bare=True),
    ),
    aside=(
        Steps(_delivery_steps, title=_("Next steps")),
        Facts(_("Plan of its own"), lambda shown: own_plan_facts(shown.own)),
    ),
)
