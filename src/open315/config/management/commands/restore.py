"""open315 restore: a backup into an empty place, compared with what the backup says of itself."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.config.serve import stamp
from open315.config.serve.beside_others import alone as alone_in_folder
from open315.core import clock
from open315.core.crypto import KeysUnusable
from open315.core.crypto.rotation import reseal_all
from open315.core.ops import prepared
from open315.core.ops.archive import RestoreRefused, alone, restore
from open315.core.ops.others import at_work


class Command(BaseCommand):
    """All or nothing. Stop the site first: nothing of it starts meanwhile. Afterwards the search indexes are built again."""

    help = "Restore a backup into an empty database and folder, and compare counts and content."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the backup")
        parser.add_argument(
            "--replace", action="store_true", help="throw away what is in the database and the uploads folder"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        var = Path(settings.VAR)
        try:
            with alone(), alone_in_folder(var), prepared.restoring():
                self.restore(var, Path(options["file"]), replace=options["replace"])
        except RestoreRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except prepared.NotPrepared as refusal:
            raise CommandError(refusal.sentence) from refusal

    def restore(self, var: Path, file: Path, *, replace: bool) -> None:
        """All of it, while no other restore is at work."""
        if replace and (others := at_work(clock.now())):
            raise CommandError(
                f"others work with this database ({', '.join(others)}): stop every service of Open315 on every machine first. A worker "
                "that was killed counts for a minute"
            )
        found = restore(file, replace=replace, say=self.say)
        stamp.unmark_demo(var)
        self.say("building the search indexes …")
        call_command("reindex", stdout=self.stderr)
        self.seal_what_came_in_clear(var)
        prepared.end_restore()
        self.stdout.write(f"restored: {found.rows} rows in {found.tables} tables, {found.files} files; all compared")
        self.say("Now run `open315 prepare` on every machine, then start the services.")

    def seal_what_came_in_clear(self, var: Path) -> None:
        """A backup of an earlier version holds files in clear. Without the right keys the next start prepares anew, which seals them."""
        try:
            for what, count in reseal_all():
                self.say(f"sealed: {count} ({what})")
        except KeysUnusable:
            stamp.forget(var)

    def say(self, words: str) -> None:
        """A line of progress."""
        self.stderr.write(words)
        self.stderr.flush()
