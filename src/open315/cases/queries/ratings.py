"""The ratings that consumers gave, for whoever answers for the work: the newest first, with their words as they are kept."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from open315.cases.models import Case, TimelineEntry
from open315.cases.queries.visible import visible_to
from open315.cases.rules.rating import SATISFIED
from open315.core.access import Actor

STARS: Mapping[str, Mapping[str, int]] = {
    "good": {"rating__gte": SATISFIED},
    "not_good": {"rating__lt": SATISFIED},
    **{str(stars): {"rating": stars} for stars in (5, 4, 3, 2, 1)},
}
"""What a filter of stars means."""


def ratings(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Case]:
    """The rated cases that the actor sees and the filters leave: stars, days of the rating, officer, with words. `words` is what was written."""
    rows = visible_to(actor).filter(rated_on__isnull=False).select_related("officer").only(*_SHOWN)
    last = TimelineEntry.objects.filter(case=OuterRef("pk"), verb="rate").order_by("-id")
    rows = rows.annotate(words=Subquery(last.values(said=KT("data__note"))[:1]))
    rows = rows.filter(**STARS.get(wanted.get("stars") or "", {}))
    if first := wanted.get("first"):
        rows = rows.filter(rated_on__gte=first)
    if last_day := wanted.get("last"):
        rows = rows.filter(rated_on__lte=last_day)
    if officer := wanted.get("officer"):
        rows = rows.filter(officer_id=officer)
    return rows.exclude(words="") if wanted.get("said") else rows


_SHOWN = ("number", "title", "rating", "rated_on", "council_id", "officer__display_name", "officer__username")
