"""The folder of a campaign as one file to take along from its page: a package of CSV files that the import takes again once it is unpacked."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.campaigns.folder.subject import FOLDER
from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.folders import sheets_of
from open315.core.folders.files import TooManyRows, write_empty, write_zip

MOST = 20_000
"""Rows for which somebody waits; more are given out by the command."""
TOO_MANY = _(
    "This campaign has more than %(n)s rows, or photos and papers of more than 100 MB. Ask whoever runs the install to give it out by the command (export-campaign)."
)


def empty_workbook(target: BinaryIO) -> None:
    """Every sheet with its headings, to fill in."""
    write_empty(target, sheets_of(FOLDER))


def folder_of(campaign_id: int, *, actor: Actor, at: datetime) -> bytes:
    """The campaign with those below it, in the language of who asks. Conflict where it is too large to wait for."""
    out = BytesIO()
    try:
        rows = write_zip(out, sheets_of(FOLDER), actor, campaign_id, most=MOST)
    except TooManyRows:
        raise Conflict(TOO_MANY % {"n": f"{MOST:,}"}) from None
    audit.record("campaigns.folder_given", actor=actor, at=at, obj=("campaign", campaign_id), data={"rows": rows})
    return out.getvalue()
