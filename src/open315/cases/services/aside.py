"""Putting a case of one's own aside until a day, and taking it back: a personal list, no step of the case and no rest of its clock."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, PutAside
from open315.cases.queries.visible import visible_to
from open315.cases.rules.aside import MOST_DAYS, last_day
from open315.cases.types import OPEN_STATES
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotFound

NOT_BEYOND = _("This case is due on %(day)s. It cannot be put aside beyond that day.")


def put_aside(case_id: int, *, until: date | None, actor: Actor, at: datetime) -> PutAside:
    """Take an open case of the actor's own out of her list until a day, or until anything happens to it; again, with another day.

    NotFound, Conflict (not hers, or over), InvalidInput (`until`: not to come, behind the day of the law, or too far).
    """
    with transaction.atomic():
        case = visible_to(actor, one=True).filter(pk=case_id).first()
        if case is None:
            raise NotFound(_("No such case."))
        if actor.account_id is None or case.officer_id != actor.account_id or case.state not in OPEN_STATES:
            raise Conflict(_("Only an open case of your own can be put aside."))
        day = check_day(until, case, local_day(at))
        kept, _created = PutAside.objects.update_or_create(
            account_id=actor.account_id, case=case, defaults={"until": day, "version": case.version}
        )
        return kept


def check_day(until: date | None, case: Case, today: date) -> date:
    """The day until which the case can be put aside. Conflict (no calendar), InvalidInput (`until`)."""
    if case.calendar_unknown:
        raise Conflict(_("The calendar does not tell by when this case is due. It cannot be put aside."))
    if until is None or until <= today:
        raise InvalidInput(_("Choose a day to come."), field="until")
    if case.next_due_on and until > case.next_due_on:
        raise InvalidInput(NOT_BEYOND % {"day": case.next_due_on.isoformat()}, field="until")
    if until > last_day(today, case.next_due_on):
        raise InvalidInput(_("A case can be put aside for %(n)s days at most.") % {"n": MOST_DAYS}, field="until")
    return until


def take_from_aside(case_id: int, *, actor: Actor, at: datetime) -> None:
    """Let a case that the actor put aside stand among hers again; nothing where it does already. NotFound for a case she does not see."""
    if not visible_to(actor, one=True).filter(pk=case_id).exists():
        raise NotFound(_("No such case."))
    PutAside.objects.filter(account_id=actor.account_id or 0, case_id=case_id).delete()
