"""Reads of coverage: over which days the records of which bodies are complete."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.facts.coverage import Span
from open315.org.models import Coverage, Organisation
from open315.org.queries.directory import Body, all_bodies
from open315.org.queries.managed import scope


def stated_coverage(body_ids: Iterable[int]) -> dict[int, tuple[Span, ...]]:
    """The stated spans of each of the bodies that has any, in order. A proposal is none yet."""
    found: dict[int, tuple[Span, ...]] = {}
    rows = Coverage.objects.filter(organisation__in=list(body_ids), is_proposed=False).order_by("first", "pk")
    for body_id, first, last in rows.values_list("organisation_id", "first", "last"):
        found[body_id] = (*found.get(body_id, ()), Span(first, last))
    return found


def councils_of(region: str, ids: Collection[int] | None = None) -> list[Body]:
    """The councils of a region given by the first digits of its code, the closed ones too, from the top down; of `ids`, if given."""
    return [
        body
        for body in all_bodies()
        if body.kind == Organisation.Kind.COUNCIL
        and body.region_code.startswith(region)
        and (ids is None or body.id in ids)
    ]


def bodies_of(ids: Collection[int]) -> QuerySet[Organisation]:
    """The bodies with these ids, for questions that go on from them; in no order."""
    return Organisation.objects.filter(pk__in=ids).order_by()


def managed_coverage_of(actor: Actor, coverage_id: int) -> int:
    """Whose span it is, of those the actor manages. NotFound for any other."""
    found = Coverage.objects.filter(scope(actor, "organisation__"), pk=coverage_id).first()
    if found is None:
        raise NotFound("")
    return found.organisation_id


def managed_coverage(actor: Actor, coverage_id: int) -> Coverage:
    """One span of a body that the actor manages. NotFound for any other."""
    rows = Coverage.objects.filter(scope(actor, "organisation__"), pk=coverage_id).select_for_update(of=("self",))
    found = rows.select_related("organisation").first()
    if found is None:
        raise NotFound("")
    return found
