"""open315 backup: everything into one file, while the site goes on."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.core import clock
from open315.core.ops.archive import BackupRefused, backup, clear, require_sense


class Command(BaseCommand):
    """The file appears only when it is complete. Without --with-secrets keep a copy of the key ring apart."""

    help = "Back up tables and uploads into one file that can be restored on SQLite and PostgreSQL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="where to (default: var/backups/open315-<moment>.tar)")
        parser.add_argument("--with-secrets", action="store_true", help="put the keys into the file as well")
        parser.add_argument(
            "--keep-days",
            type=int,
            metavar="DAYS",
            help="afterwards delete the backups beside it that are older; the newest seven always stay",
        )
        parser.add_argument(
            "--begin-anew", action="store_true", help="write it although the newest backup there is of another database"
        )
        parser.add_argument("--quiet", action="store_true", help="say nothing but the result")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        name = f"open315-{at.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S}.tar"
        path = Path(options["file"] or settings.VAR / "backups" / name).absolute()
        try:
            if not options["begin_anew"]:
                require_sense(path.parent)
            found = backup(
                path,
                at=at,
                with_secrets=options["with_secrets"],
                say=(lambda words: None) if options["quiet"] else self.say,
            )
        except BackupRefused as refusal:
            raise CommandError(f"no backup was written and none was deleted: {refusal}") from refusal
        except OSError as error:
            raise CommandError(
                f"the backup could not be written to {path} ({error.strerror}); there is no file"
            ) from error
        self.stdout.write(f"{path}: {found.rows} rows in {found.tables} tables, {found.files} files")
        if options["keep_days"] is not None:
            self.clear(path.parent, options["keep_days"])
        if found.missing_files:
            self.say(f"warning: {found.missing_files} uploads are listed but not on the disk")
        if options["with_secrets"]:
            self.say(
                "warning: the file holds the keys: who has it can read every name and telephone number; lock it away"
            )
        else:
            self.say(f"The keys are not in it. Keep a copy of {settings.VAULT_KEYS} in another place.")

    def clear(self, folder: Path, days: int) -> None:
        """What is old goes, now that a new one lies there."""
        for gone in clear(folder, at=clock.now(), older_than=timedelta(days=max(days, 1))):
            self.stdout.write(f"deleted: {gone}")

    def say(self, words: str) -> None:
        """A line of progress."""
        self.stderr.write(words)
        self.stderr.flush()
