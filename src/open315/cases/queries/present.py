"""Who else has a case open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from open315.cases.models import Presence
from open315.cases.rules.workflow import ROOM
from open315.core import verbs
from open315.core.access import Actor
from open315.core.ui.templatetags.ui import zh

HERE = timedelta(seconds=50)
"""So long somebody counts as present who told it; pages tell it every twenty seconds."""


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague, and what she is at, in words."""

    words: str
    is_writing: bool


def others_at(actor: Actor, case_id: int, at: datetime) -> list[Present]:
    """The colleagues of the actor's own body who have the case open at this moment, those who write first. One question."""
    mine, own = actor.organisation_id or 0, actor.account_id or 0
    rows = Presence.objects.filter(case_id=case_id, organisation_id=mine, at__gt=at - HERE)
    others = rows.exclude(account_id=own).select_related("account").order_by("account_id")
    return sorted(map(_shown, others), key=lambda each: not each.is_writing)


def _shown(row: Presence) -> Present:
    who = zh(str(row.account))
    step = verbs.find(ROOM, row.step) if row.step else None
    if step is None:
        return Present(_("%(who)s is looking") % {"who": who}, is_writing=False)
    return Present(_("%(who)s is writing: %(step)s") % {"who": who, "step": step.label}, is_writing=True)
