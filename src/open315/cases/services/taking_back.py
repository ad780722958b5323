"""Taking back an assignment one has just made, of one case or of all that were given together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, TimelineEntry
from open315.cases.services.handling import ASSIGN, Outcomes, assign_case, one_by_one
from open315.cases.services.verb import lock
from open315.core.access import Actor
from open315.core.errors import Conflict


def take_back_assignment(case_id: int, *, actor: Actor, at: datetime) -> Case:
    """Give the case back to whom it belonged before one's own assignment, be it nobody. Conflict if anything has happened to it since."""
    with transaction.atomic():
        last = TimelineEntry.objects.filter(case=lock(case_id)).order_by("-id").first()
        mine = last is not None and (last.verb, last.account_id) == (str(ASSIGN.name), actor.account_id)
        if last is None or not mine or "earlier" not in last.data:
            raise Conflict(_("Something has happened to this case since. Assign it anew instead."))
        return assign_case(case_id, account_id=last.data["earlier"], actor=actor, at=at)


def take_back_assignments(case_ids: Sequence[int], *, actor: Actor, at: datetime) -> Outcomes:
    """Take back many: those that could be, and (number, error) of the others."""
    return one_by_one(case_ids, actor, lambda case_id: take_back_assignment(case_id, actor=actor, at=at))
