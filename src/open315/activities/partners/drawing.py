"""How partners are shown, in a table and in words."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from open315.activities.models import Partner
from open315.core.names import enumerated
from open315.core.pages.cells import badge, link, text
from open315.core.pages.declared import Column
from open315.core.ui.templatetags.ui import named, yuan

State = Partner.State
TONES = {
    State.INVITED: "info",
    State.PROMISED: "info",
    State.DECLINED: "neutral",
    State.DELIVERED: "good",
    State.MISSING: "bad",
    State.TAKEN_OUT: "neutral",
}


def name_words(partner: Partner) -> Any:
    """A partner in the reader's language, where it is a body of ours."""
    return named(partner.organisation) if partner.organisation else text(partner.name)


def drawn_state(partner: Partner) -> SafeString:
    """The state as a badge."""
    return badge(partner.get_state_display(), TONES[State(partner.state)])


def linked(partner: Partner) -> SafeString:
    """The name, which leads to the partner's page."""
    return link(reverse("activities:partner", args=[partner.pk]), name_words(partner))


def contribution_words(staff: int | None, stalls: int | None, materials: str, cents: int | None) -> str:
    """A contribution in a line; "" where nothing was said."""
    parts = [
        ngettext("%(n)s person", "%(n)s people", staff) % {"n": staff} if staff is not None else "",
        ngettext("%(n)s stall", "%(n)s stalls", stalls) % {"n": stalls} if stalls is not None else "",
        yuan(cents),
        text(materials),
    ]
    return str(enumerated(part for part in parts if part))


def promised_words(partner: Partner) -> str:
    """What was promised."""
    return contribution_words(
        partner.promised_staff, partner.promised_stalls, partner.promised_materials, partner.promised_cents
    )


def delivered_words(partner: Partner) -> str:
    """What was delivered."""
    return contribution_words(
        partner.delivered_staff, partner.delivered_stalls, partner.delivered_materials, partner.delivered_cents
    )


COLUMNS: tuple[Column[Partner], ...] = (
    Column("name", _("Department or partner"), linked),
    Column("kind", _("Kind of body"), lambda each: each.get_kind_display(), kind="nowrap"),
    Column("state", _("State"), drawn_state),
    Column("promised", _("Promised"), promised_words),
    Column("delivered", _("Delivered"), delivered_words),
)
"""What is shown of a partner wherever partners stand in a table."""
