"""Reads of imports. Everybody sees the imports of the bodies they act for."""

from collections.abc import Mapping as Wanted
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import imported as cases
from open315.core.access import Actor, ActorKind
from open315.core.errors import NotFound
from open315.intake.models import ImportMapping, SheetImport
from open315.intake.sheet_import.columns import Mapping
from open315.org import queries as org
from open315.org.queries import Body


def visible_to(actor: Actor) -> QuerySet[SheetImport]:
    """The imports `actor` may see, newest first."""
    rows = SheetImport.objects.select_related("council", "account", "upload", "job", "withdrawal")
    return rows if actor.kind == ActorKind.SYSTEM else rows.filter(council_id__in=actor.organisation_ids)


def listed(actor: Actor, wanted: Wanted[str, Any]) -> QuerySet[SheetImport]:
    """The imports `actor` may see, by words of source or file, and by council."""
    rows = visible_to(actor)
    if text := wanted.get("q", "").strip():
        rows = rows.filter(Q(source__icontains=text) | Q(upload__original_name__icontains=text))
    if council := wanted.get("council"):
        rows = rows.filter(council_id=council)
    return rows


def row_totals(rows: QuerySet[SheetImport]) -> dict[str, Any]:
    """How many rows all these sheets have, and what became of them."""
    found = rows.order_by().aggregate(
        rows=Sum("job__total"), new=Sum("rows_new"), known=Sum("rows_known"), wrong=Sum("rows_wrong")
    )
    return {name: value or 0 for name, value in found.items()}


def get_import(actor: Actor, import_id: int) -> SheetImport:
    """One import; NotFound if there is none, or it is another body's."""
    found = visible_to(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def councils_of(actor: Actor) -> list[Body]:
    """The councils for which `actor` may import."""
    return [body for body in org.councils() if body.id in actor.organisation_ids]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal would take away, and what keeps it from being done."""

    cases: int
    history: int
    worked_on: int
    shown: list[Any]
    """The first cases that were worked on."""
    unknown: int
    """Cases it brought that are not known by it any more: they were imported before imports could be withdrawn."""

    @property
    def possible(self) -> bool:
        """Whether it can be done now."""
        return bool(self.cases) and not self.worked_on


SHOWN = 50


def what_would_go(sheet: SheetImport) -> Withdrawal:
    """The numbers that stand on the page before an import is withdrawn."""
    brought, touched = cases.brought_by(sheet.pk), cases.worked_on(sheet.pk)
    found = brought.aggregate(cases=Count("pk"), history=Count("pk", filter=Q(is_history=True)))
    return Withdrawal(
        cases=found["cases"],
        history=found["history"],
        worked_on=touched.count(),
        shown=list(touched.order_by("pk")[:SHOWN]),
        unknown=max(0, sheet.rows_new - found["cases"]),
    )


def remembered(source_key: str) -> Mapping | None:
    """How the last sheet of this source was read."""
    found = ImportMapping.objects.filter(source=source_key).first()
    return Mapping.from_data(found.mapping) if found else None
