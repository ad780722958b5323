"""The rows of a folder that was sent, and what there is to say of them before any is tried. Never in a transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from open315.campaigns.brought.types import Told
from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.models import BroughtFolder
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import sheets_for, sheets_of, told_in
from open315.core.folders.beside import NONE, Beside, in_package
from open315.core.folders.files import rows_of
from open315.core.foreign_files import wording
from open315.core.foreign_files.types import NumberedRow, Unreadable
from open315.core.uploads import services as uploads
from open315.org import queries as org

MOST = 20_000
"""Rows of one folder, as many as are given out; more are brought in by the command."""
NAMED = 100
"""Names of missing bodies that are told."""
NO_SHEET = _(
    "There is no sheet of a campaign in this file. Take the empty workbook of this page and see how its sheets are called."
)
TOO_MANY = _(
    "This folder has more than %(n)s rows. Ask whoever runs the install to bring it in by the command (import-campaign)."
)
BODY_COLUMNS = (("bodies", "name"), ("bodies", "parent"), ("campaigns", "council"), ("activities", "council"))
"""Where a folder names the bodies that act in it; the sheets between have the councils of campaigns."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a file holds."""

    rows: Mapping[str, list[NumberedRow]]
    strange: tuple[str, ...]
    beside: Beside = NONE
    """The files beside the sheets; they are read while the file is open (`opened`)."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each sheet has, without its headings."""
        return {name: max(0, len(rows) - 1) for name, rows in self.rows.items()}


def read(folder: BroughtFolder) -> Sent:
    """All rows of the file. InvalidInput for one that cannot be read, has no sheet of a campaign, or too many rows."""
    rows: dict[str, list[NumberedRow]] = {}
    left = MOST
    try:
        with uploads.open_original(folder.upload) as file:
            found, strange = rows_of(file, sheets_of(FOLDER))
            for name, each in found.items():
                rows[name] = []
                for row in each:
                    rows[name].append(row)
                    if len(rows[name]) - 1 > left:
                        raise InvalidInput(TOO_MANY % {"n": f"{MOST:,}"})
                left -= len(rows[name]) - 1
    except Unreadable as error:
        raise wording.refusal(error) from None
    if not rows:
        raise InvalidInput(NO_SHEET)
    return Sent(rows, tuple(strange))


@contextmanager
def opened(folder: BroughtFolder, sent: Sent) -> Iterator[Sent]:
    """The same with the files beside the sheets."""
    with uploads.open_original(folder.upload) as file:
        yield replace(sent, beside=in_package(file))


def told_of(sent: Sent, actor: Actor) -> Told:
    """What is to be known before: which bodies are missing, which sheets are not this actor's."""
    by_name = {each.name: each for each in sheets_of(FOLDER)}
    named = [
        name
        for sheet, column in BODY_COLUMNS
        if sheet in sent.rows
        for name in told_in(by_name[sheet], sent.rows[sheet], column)
    ]
    missing = [name for name in dict.fromkeys(named) if org.body_named(name) is None]
    mine = {each.name for each in sheets_for(FOLDER, actor)}
    return Told(
        sent.counts,
        strange=sent.strange,
        bodies=tuple(missing[:NAMED]),
        left=tuple(name for name in by_name if name in sent.rows and name not in mine),
    )
