"""Which cases a person may see: the start of every read."""

from django.db.models import Q, QuerySet

from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.models import Case, Handoff
from open315.core.access import Actor, ActorKind

COUNCIL = "council"


def _there() -> QuerySet[Case]:
    """All cases but those whose import is being withdrawn: for everybody they are gone already."""
    return Case.objects.filter(is_leaving=False)


def visible_to(actor: Actor, *, one: bool = False) -> QuerySet[Case]:
    """The cases of the actor's council and the councils below it; for a department, those referred to it.

    A consumer sees the one case her code opened; the system everything; anybody else nothing. `one` says that a single case is
    looked up by its number: the same cases, in one question instead of two.
    """
    if actor.kind == ActorKind.SYSTEM:
        return _there()
    if actor.kind == CONSUMER:
        return _there().filter(pk=case_id_of(actor))
    if actor.kind != ActorKind.STAFF or not actor.may("cases:read"):
        return Case.objects.none()
    referred = Handoff.objects.filter(to_organisation_id__in=actor.organisation_ids).values("case_id")
    if actor.organisation_kind != COUNCIL:
        return _there().filter(pk__in=referred)
    if one:
        return _there().filter(Q(council_id__in=actor.organisation_ids) | Q(pk__in=referred))
    return _there().filter(_own(actor))


def _own(actor: Actor) -> Q:
    """Cases of the councils below the actor, and the few that other councils sent them.

    The few are looked up first: a condition on ids beside the council keeps the list's index usable with a million rows.
    """
    ids = sorted(actor.organisation_ids)
    own = Q(council_id=ids[0]) if len(ids) == 1 else Q(council_id__in=ids)
    sent = Handoff.objects.filter(to_organisation_id__in=ids).exclude(case__council_id__in=ids)
    received = list(sent.values_list("case_id", flat=True)[:SENT_BY_OTHERS])
    return own | Q(pk__in=received) if received else own


SENT_BY_OTHERS = 2000
