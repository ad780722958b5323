"""The page of one folder: how far it is, what it holds, what came of it sheet by sheet, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.brought import queries
from open315.campaigns.brought.listing import sheet_words
from open315.campaigns.brought.services import RESUMABLE
from open315.campaigns.brought.types import Told
from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.models import BroughtFolder, FolderRow
from open315.core.access import Actor
from open315.core.folders import sheets_of
from open315.core.jobs import JobState
from open315.core.jobs.showing import JobProgress, progress_of
from open315.core.pages.details import DetailPage, Part

SHOWN = 20
"""Refused rows that stand on the page itself."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet: how many rows it has, and what came of them."""

    name: str
    label: Any
    rows: int
    made: int
    known: int
    refused: int


@dataclass(frozen=True, slots=True)
class FolderShown:
    """A folder as its page shows it."""

    folder: BroughtFolder
    progress: JobProgress
    told: Told
    lines: Sequence[SheetLine]
    refused: Sequence[tuple[Any, FolderRow]]
    makes_bodies: bool

    @property
    def is_look(self) -> bool:
        """Whether nothing has come in yet: what is told would come."""
        return self.folder.job is None

    @property
    def totals(self) -> SheetLine:
        """All sheets together."""
        return SheetLine(
            "", "", *(sum(getattr(each, name) for each in self.lines) for name in ("rows", "made", "known", "refused"))
        )

    @property
    def is_told(self) -> bool:
        """Whether there is something to tell of its rows."""
        return bool(self.folder.counts) and not (self.is_look and self.progress.at_work)

    @property
    def can_come_in(self) -> bool:
        """Whether it was looked through and something new is in it."""
        folder = self.folder
        if folder.upload.dropped_at is not None or folder.job is not None:
            return False
        looked = folder.look is not None and folder.look.state == JobState.DONE
        return looked and bool(self.totals.made or self.told.untried)

    @property
    def can_go_on(self) -> bool:
        """Whether it was stopped on the way."""
        return (
            self.folder.job is not None and self.folder.job.state in RESUMABLE and self.folder.upload.dropped_at is None
        )

    @property
    def left(self) -> list[Any]:
        """Sheets that somebody with another role brings in."""
        return [sheet_words(name) for name in self.told.left]


def shown_of(folder: BroughtFolder, actor: Actor) -> FolderShown:
    """All that the page needs."""
    job = queries.current_job(folder)
    assert job is not None, "a folder is sent with its look"
    told = Told.from_data(folder.told)
    refused = queries.answers(folder, {"came": FolderRow.Came.REFUSED}).order_by("pk")[:SHOWN]
    return FolderShown(
        folder,
        progress_of(job),
        told,
        [
            _line(each.name, told.rows[each.name], folder.counts.get(each.name, {}))
            for each in sheets_of(FOLDER)
            if each.name in told.rows and each.name not in told.left
        ],
        [(sheet_words(each.sheet), each) for each in refused],
        makes_bodies=actor.may("org:manage"),
    )


def _line(name: str, rows: int, counts: dict[str, int]) -> SheetLine:
    return SheetLine(name, sheet_words(name), rows, *(counts.get(came, 0) for came in ("made", "known", "refused")))


PAGE: DetailPage[FolderShown] = DetailPage(
    name="campaigns.folder",
    section="campaigns",
    permission="campaigns:bring",
    title=lambda shown: shown.folder.upload.original_name or _("Sheets of a campaign"),
    back=lambda: (_("Campaigns brought in from sheets"), reverse("campaigns:folders")),
    main=(Part("", "campaigns/brought/live.html", bare=True),),
)
