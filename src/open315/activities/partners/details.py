"""The page of one partner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Partner
from open315.activities.partners.drawing import delivered_words, drawn_state, name_words, promised_words
from open315.activities.rules import has_begun
from open315.core.access import Actor
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Note, Steps
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

State = Partner.State
REASON = _("Reason")


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """A partner, and what the reader may do with it at this moment."""

    partner: Partner
    may_manage: bool
    has_begun: bool


def shown_to(actor: Actor, partner: Partner, at: datetime) -> PartnerShown:
    """What the page shows to this reader."""
    return PartnerShown(partner, actor.may("activities:manage"), has_begun(partner.activity.starts_at, at))


def _to(name: str, shown: PartnerShown) -> str:
    return reverse(f"activities:partner_{name}", args=[shown.partner.pk])


def _facts(shown: PartnerShown) -> Iterator[tuple[Any, Any]]:
    partner = shown.partner
    activity = partner.activity
    yield _("Activity"), link(reverse("activities:detail", args=[activity.pk]), activity.title_in)
    yield _("Begins"), moment(activity.starts_at)
    yield _("Planned by"), named(activity.council)
    yield _("Kind of body"), partner.get_kind_display()
    yield _("Promised"), promised_words(partner)
    yield _("Delivered"), delivered_words(partner)
    if partner.reason:
        yield REASON, text(partner.reason)


def _steps(shown: PartnerShown) -> Iterator[Go | Confirm | Note]:
    if not shown.may_manage:
        return
    state, version = shown.partner.state, shown.partner.version
    if state in (State.INVITED, State.PROMISED, State.DECLINED):
        words = _("It promises otherwise") if state == State.PROMISED else _("It promised")
        yield Go(words, _to("promise", shown), icon="check")
    if shown.has_begun:
        words = _("Correct what came") if state == State.DELIVERED else _("It came")
        yield Go(words, _to("deliver", shown), icon="check")
    else:
        yield Note(_("Not begun yet"), _("Once the activity has begun, you can say here with what the partner came."))
    if state in (State.INVITED, State.PROMISED):
        kept = _("It stays in the list as declined.")
        yield Confirm(
            _("It declined"), _to("decline", shown), kept, kind="secondary", reason_label=REASON, version=version
        )
    if shown.has_begun and state in (State.PROMISED, State.DELIVERED):
        gone = _("It is listed as promised and not delivered; what was noted as delivered is taken back.")
        yield Confirm(_("It did not come"), _to("miss", shown), gone, reason_label=REASON, version=version)
    mistake = _("It is shown and counted nowhere any more. Do this only if it was entered by mistake.")
    yield Confirm(_("Take it out"), _to("take_out", shown), mistake, reason_label=REASON, version=version)


def _lead(shown: PartnerShown) -> SafeString:
    return format_html("{} {}", shown.partner.activity.title_in, drawn_state(shown.partner))


PARTNER: DetailPage[PartnerShown] = DetailPage(
    name="activities.partner",
    section="activities",
    permission="activities:read",
    title=lambda shown: name_words(shown.partner),
    lead=_lead,
    back=lambda: (_("Departments and partners"), reverse("activities:partners")),
    main=(Facts(_("Invited, promised, delivered"), _facts),),
    aside=(Steps(_steps, title=_("Next steps")),),
)
