"""Whose records the cases of a scope are: the councils that may have registered them, with the days over which each one's are complete.

A council states its coverage (`org.services.state_coverage`). Of one that has stated nothing, the records are presumed to be
complete since the first case it received here; of one without any case nothing is known.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import OuterRef, Subquery

from open315.cases import queries
from open315.cases.models import Case
from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day
from open315.core.facts import Keeper, Scope, Span
from open315.org import queries as org
from open315.org.facts import REGION

COUNCIL = "council"


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope whose cases the actor may see."""
    councils = org.councils_of(scope.get(REGION), _seen(actor))
    stated = org.stated_coverage(body.id for body in councils)
    first = first_records([body.id for body in councils if body.id not in stated])
    return [_keeper(body, stated.get(body.id), first.get(body.id)) for body in councils]


def _seen(actor: Actor) -> Collection[int] | None:
    """Whose cases the actor sees: her own council's and those below it; a department, those of whoever sent it one; None for all."""
    if actor.kind == ActorKind.SYSTEM:
        return None
    if actor.organisation_kind == COUNCIL:
        return actor.organisation_ids
    return set(queries.visible_to(actor).order_by().values_list("council_id", flat=True).distinct())


def _keeper(body: org.Body, stated: tuple[Span, ...] | None, first: date | None) -> Keeper:
    there = Span(body.valid_from or date.min, None if body.is_active else body.valid_until)
    if stated is None and first is not None:
        return Keeper(body.names, (Span(first),), presumed=True, there=there)
    return Keeper(body.names, stated or (), there=there)


def first_records(council_ids: Collection[int]) -> dict[int, date]:
    """The day on which each of the councils received its first case here; nothing for one without any. History was received elsewhere."""
    if not council_ids:
        return {}
    # One step down the index for each council, where the least moment of each would be looked for among a million rows.
    mine = Case.objects.filter(council=OuterRef("pk"), is_history=False, is_leaving=False).order_by("received_at")
    rows = org.bodies_of(council_ids).values_list("pk", Subquery(mine.values("received_at")[:1]))
    return {council: local_day(first) for council, first in rows if first}
