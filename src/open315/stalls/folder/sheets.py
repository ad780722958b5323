"""The sheets, in the order in which they are brought in."""

from django.urls import reverse

from open315.core.folders import declare_pages, declare_sheet
from open315.stalls.folder.counters import COUNTERS
from open315.stalls.folder.plan import KIT, SHIFTS, STALLS
from open315.stalls.models import Stall

for _sheet in (STALLS, SHIFTS, KIT, COUNTERS):
    declare_sheet(_sheet)
declare_pages({Stall: lambda stall, _actor: reverse("stalls:stall", args=[stall.pk])})
