"""What the page of a delivery says of the council's own plan, and what comes next there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.filing.queries import OwnPlan
from open315.campaigns.models import Delivery
from open315.core.clock import today
from open315.core.pages.cells import badge, link, moment
from open315.core.pages.declared import Go
from open315.core.pages.details import Note
from open315.core.pages.steps import Confirm


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def filed_badge(delivery: Delivery) -> SafeString:
    """Whether an own plan was filed under the paper; late once its last day is over."""
    if delivery.filed_version_id is not None:
        return badge(pgettext_lazy("own plan", "Filed"), "good")
    until = delivery.issue.plans_until
    if until is not None and today() > until:
        return badge(pgettext_lazy("own plan", "Late"), "bad")
    return badge(pgettext_lazy("own plan", "Not filed"), "warn")


def filed_link(delivery: Delivery) -> SafeString | str:
    """The plan that was filed."""
    if delivery.filed_version is None:
        return ""
    words = _("Version %(number)s") % {"number": delivery.filed_version.number}
    return link(_to("version", delivery.filed_version.pk), words)


def own_plan_facts(own: OwnPlan) -> Iterator[tuple[Any, Any]]:
    """Where the own plan stands."""
    row = own.delivery
    until = row.issue.plans_until
    yield _("State"), filed_badge(row)
    yield _("Own plans filed by"), until.isoformat() if until else ""
    if row.filed_version is not None:
        yield pgettext_lazy("own plan", "Filed"), format_html("{} · {}", filed_link(row), moment(row.filed_at))
        words = _("%(covered)s of %(measures)s measures of the plan above")
        yield _("Carries out"), words % {"covered": own.covered, "measures": own.measures}
    if row.plan_chases:
        yield _("Reminded"), _("%(times)s times") % {"times": row.plan_chases}


def own_plan_steps(own: OwnPlan) -> Iterator[Go | Confirm | Note]:
    """What the council's secretariat does next, in that order: begin, draft, keep a version, file it."""
    row, campaign = own.delivery, own.campaign
    if campaign is None or not own.is_begun:
        yield Go(_("Begin our own plan"), _to("own_plan_begin", row.pk), icon="plus", kind="primary")
        return
    if own.last is not None and own.can_be_filed:
        words = _("The council above reads it from now on. A later version can be filed anew.")
        label = _("File version %(number)s") % {"number": own.last.number}
        yield Confirm(label, _to("own_plan_file", row.pk), words, kind="primary", version=own.last.pk)
    yield Go(_("Our own plan"), _to("plan", campaign.pk), icon="document")
    if own.last is None:
        yield Note(_("Nothing to file yet"), _("Keep your plan as a version on its page, then file it here."))
