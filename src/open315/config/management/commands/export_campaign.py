"""open315 export-campaign: a campaign as a folder of sheets that import-campaign takes in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from open315.campaigns import queries
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import SYSTEM
from open315.core.folders import sheets_of
from open315.core.folders.files import write_directory, write_workbook
from open315.org import queries as org


class Command(BaseCommand):
    """Nothing that is there is written over."""

    help = "Give the campaign of a council and of those below it out as a folder of CSV files or a workbook (.xlsx)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("council", help="name of the council")
        parser.add_argument("year", type=int)
        parser.add_argument("to", help="a directory for CSV files, or a file that ends in .xlsx")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, help="of headings and words (default: of the install)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        body = org.body_named(options["council"])
        if body is None:
            raise CommandError(f"there is no body {options['council']}")
        actor = org.acting_for(SYSTEM, body.name, field="council")
        campaign = queries.visible_to(actor).filter(council_id=body.id, year=options["year"]).first()
        if campaign is None:
            raise CommandError(f"{body.name} has no campaign in {options['year']}")
        with override(options["language"]):
            self._write(Path(options["to"]), actor, campaign.pk)

    def _write(self, to: Path, actor: Any, campaign_id: int) -> None:
        try:
            if to.suffix == ".xlsx":
                with to.open("xb") as out:
                    write_workbook(out, sheets_of(FOLDER), actor, campaign_id)
            else:
                for name, count in write_directory(to, sheets_of(FOLDER), actor, campaign_id).items():
                    self.stdout.write(f"{name}.csv: {count} rows")
        except FileExistsError as error:
            raise CommandError(f"{error.filename} is there already; nothing is written over") from error
        self.stdout.write(f"written to {to}")
