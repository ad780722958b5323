"""open315 reset_demo: throw the demo away and load it anew. Only a database that holds the demo can be thrown away."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from open315.config.serve import preflight, stamp
from open315.config.serve.trouble import Refused

PARTS = ("uploads", "exports", "mail")


class Command(BaseCommand):
    """Refuses a real install, and one that is running. The secrets stay."""

    help = "Delete the demo with everything that was added to it, and load it anew."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        var = Path(settings.VAR)
        if stamp.read(var):
            with ExitStack() as held:
                self._require_demo(var, held)
                self._confirm(asked=not options["yes"])
                self._delete(var)
        call_command("prepare", demo=True)

    def _require_demo(self, var: Path, held: ExitStack) -> None:
        try:
            held.enter_context(preflight.alone_in(var))
        except Refused:
            raise CommandError(
                "Open315 is running: stop it first, for its database would be taken from under it."
            ) from None
        if not stamp.has_demo(var):
            raise CommandError("This database does not hold the demo. It may be somebody's work and is left alone.")

    def _confirm(self, *, asked: bool) -> None:
        if asked and input("Delete every case, account and file of this demo? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was deleted.")

    def _delete(self, var: Path) -> None:
        self.stderr.write("Deleting the demo …")
        if connection.vendor == "sqlite":
            connection.close()
            _delete_sqlite(Path(str(settings.DATABASES["default"]["NAME"])))
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
            connection.close()
        _delete_sqlite(var / "queue.sqlite3")
        for part in PARTS:
            shutil.rmtree(var / part, ignore_errors=True)
        stamp.unmark_demo(var)


def _delete_sqlite(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
