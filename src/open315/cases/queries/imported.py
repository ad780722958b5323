"""The cases that an import brought, and those of them with which something was done since."""

from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from open315.cases.models import Case, TimelineEntry


def brought_by(import_id: int) -> QuerySet[Case]:
    """The cases of the import that are still there."""
    return Case.objects.filter(import_id=import_id, is_leaving=False)


def days_of_history(import_id: int) -> tuple[date, date] | None:
    """The first and the last day on which history that the import brought was received; None where it brought none."""
    found = brought_by(import_id).filter(is_history=True).aggregate(first=Min("received_on"), last=Max("received_on"))
    return (found["first"], found["last"]) if found["first"] else None


def worked_on(import_id: int) -> QuerySet[Case]:
    """Those with which something was done: a verb was used, something stands in the timeline, or another case points to it."""
    steps = TimelineEntry.objects.filter(case=OuterRef("pk")).order_by().values("case")
    touched = Q(version__gt=1) | Exists(steps.annotate(n=Count("pk")).filter(n__gt=1))
    pointed = Exists(Case.objects.filter(duplicate_of=OuterRef("pk"))) | Exists(
        Case.objects.filter(split_from=OuterRef("pk"))
    )
    return Case.objects.filter(touched | pointed, import_id=import_id)
