"""The sheets, in the order in which they are brought in."""

from open315.core.folders import declare_pages, declare_sheet
from open315.seminars.folder.guests import GUESTS
from open315.seminars.folder.record import AGENDA, CONSENSUS, SEMINARS
from open315.seminars.folder.seminar import PAGES

for _sheet in (SEMINARS, GUESTS, AGENDA, CONSENSUS):
    declare_sheet(_sheet)
declare_pages(PAGES)
