"""open315 backup: everything into one file, while the site goes on."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.core import clock
from open315.core.ops.archive import backup


class Command(BaseCommand):
    """The file appears only when it is complete. Without --with-secrets keep a copy of the key ring apart."""

    help = "Back up tables and uploads into one file that can be restored on SQLite and PostgreSQL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="where to (default: var/backups/open315-<moment>.tar)")
        parser.add_argument("--with-secrets", action="store_true", help="put the keys into the file as well")
        parser.add_argument("--quiet", action="store_true", help="say nothing but the result")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        name = f"open315-{at.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S}.tar"
        path = Path(options["file"] or settings.VAR / "backups" / name).absolute()
        try:
            found = backup(
                path,
                at=at,
                with_secrets=options["with_secrets"],
                say=(lambda words: None) if options["quiet"] else self.say,
            )
        except OSError as error:
            raise CommandError(
                f"the backup could not be written to {path} ({error.strerror}); there is no file"
            ) from error
        self.stdout.write(f"{path}: {found.rows} rows in {found.tables} tables, {found.files} files")
        if found.missing_files:
            self.say(f"warning: {found.missing_files} uploads are listed but not on the disk")
        if options["with_secrets"]:
            self.say(
                "warning: the file holds the keys: who has it can read every name and telephone number; lock it away"
            )
        else:
            self.say(f"The keys are not in it. Keep a copy of {settings.VAULT_KEYS} in another place.")

    def say(self, words: str) -> None:
        """A line of progress."""
        self.stderr.write(words)
        self.stderr.flush()
