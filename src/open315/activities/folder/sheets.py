"""The sheets, in the order in which they are brought in."""

from django.urls import reverse

from open315.activities.folder.activities import ACTIVITIES
from open315.activities.folder.doubles import DOUBLES
from open315.activities.folder.outputs import OUTPUTS
from open315.activities.folder.partners import PARTNERS
from open315.activities.folder.people import PEOPLE
from open315.activities.folder.proofs import PROOFS
from open315.activities.models import Activity
from open315.core.folders import declare_pages, declare_sheet

for _sheet in (ACTIVITIES, OUTPUTS, PEOPLE, PARTNERS, PROOFS, DOUBLES):
    declare_sheet(_sheet)

declare_pages({Activity: lambda activity, _actor: reverse("activities:detail", args=[activity.pk])})
