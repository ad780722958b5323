"""What councils handed to other bodies: for the room that counts it by body."""

from datetime import datetime

from django.db.models import Min, QuerySet

from open315.cases.models import Handoff


def handed_over() -> QuerySet[Handoff]:
    """Every handing over, whoever looks, but those of cases whose import is being withdrawn."""
    return Handoff.objects.filter(case__is_leaving=False)


def first_handed() -> dict[int, datetime]:
    """By council: when it first handed a case over."""
    began = Handoff.objects.order_by().values("case__council_id").annotate(at=Min("sent_at"))
    return dict(began.values_list("case__council_id", "at"))
