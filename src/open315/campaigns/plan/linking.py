"""What a plan can be linked to: measures of the plans above that were delivered to its council."""

from open315.campaigns.models import Campaign, Delivery, Measure
from open315.campaigns.plan.content import MEASURE, content_from, numbers_of


def measures_above(campaign: Campaign) -> dict[int, str]:
    """Number and title of the measures a plan can be linked to: those of the plans of that year that were delivered to its council, as far as they still stand."""
    rows = Delivery.objects.filter(council_id=campaign.council_id, issue__campaign__year=campaign.year)
    found: dict[int, str] = {}
    for each in rows.select_related("issue__council").order_by("pk"):
        content = content_from((each.issue.content or {})["plan"])
        numbers, council = numbers_of(content), each.issue.council.name
        found |= {
            int(item.key.removeprefix(MEASURE)): f"{numbers[item.key]} {item.fields['title']}（{council}）"
            for item in content
            if item.kind == MEASURE
        }
    there = set(Measure.objects.filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    return {pk: label for pk, label in found.items() if pk in there}
