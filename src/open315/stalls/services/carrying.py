"""From the counters of the stalls to the values of the activity: what was kept there is what it put out (counting rule of the campaign).

Until the activity was held nothing is carried, since nothing of it counts. From then on each press corrects the value by itself, with the reason, and a
total that somebody typed stands beside it: compared, never added.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from open315.activities.outputs.services import carry_counted
from open315.stalls import queries
from open315.stalls.models import Kept

REASON = "攤位現場計數"
"""Why a value was corrected by itself: kept as people of such an office write it, like every reason."""


def carry_over(activity: Any, at: datetime) -> None:
    """Make the totals of the counters the values of an activity that was held and is locked; of one that was not, nothing."""
    if activity.state != "held":
        return
    totals = queries.totals_of(activity.pk)
    for kept in Kept.objects.filter(activity=activity):
        totals.setdefault(kept.indicator, 0)
    if not totals:
        return
    _keep_what_was_typed(activity, totals, at)
    before = Kept.objects.filter(activity=activity, output__isnull=False).values_list("output_id", flat=True)
    for code, output in carry_counted(activity, totals, carried=set(before), reason=REASON, at=at).items():
        Kept.objects.filter(activity=activity, indicator=code).update(output=output)


def _keep_what_was_typed(activity: Any, totals: Mapping[str, int], at: datetime) -> None:
    """The values that were typed before anything was carried become what stands beside the counters."""
    standing = queries.values_of(activity)
    known = set(Kept.objects.filter(activity=activity).values_list("indicator", flat=True))
    for code in totals:
        if code not in known:
            typed = standing.get(code)
            said, said_at = (typed.said, typed.noted_at) if typed else ("", None)
            Kept.objects.create(activity=activity, indicator=code, said=said, said_at=said_at)


def note_typed(activity_id: int, said: Mapping[str, str], at: datetime) -> bool:
    """Keep totals that were typed beside counters; whether anything is other than before."""
    is_other = False
    for kept in Kept.objects.filter(activity_id=activity_id, indicator__in=said):
        if kept.said != said[kept.indicator]:
            kept.said, kept.said_at, is_other = said[kept.indicator], at, True
            kept.save(update_fields=["said", "said_at"])
    return is_other
