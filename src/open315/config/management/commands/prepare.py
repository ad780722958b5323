"""open315 prepare: tables, static files, and the demo for an empty database. `open315 serve` runs it when it is needed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from open315.config.serve import stamp
from open315.core import clock
from open315.core.crypto import KeysUnusable, ledger
from open315.core.crypto.rotation import reseal_all
from open315.core.ops.statistics import refresh_statistics
from open315.org.services import has_administrator


class Command(BaseCommand):
    """Safe to run again: what is there already stays. In a province run it once after each upgrade, before the servers start."""

    help = "Migrate the database, collect static files, and load the demo into an empty database unless told not to."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.say("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
            ledger.trusted()
            self.seal_what_lies_in_clear()
            self.say("Collecting static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
            if not options["no_demo"]:
                self.load_demo()
            self.tell_how_to_begin()
        except KeysUnusable as trouble:
            raise CommandError(f"{trouble.sentence}.") from trouble
        except (DatabaseError, OSError) as error:
            raise CommandError(f"{error}") from error
        migrations = MigrationRecorder.Migration.objects.using("default").count()
        stamp.write(Path(settings.VAR), migrations=migrations)
        connection.close()

    def seal_what_lies_in_clear(self) -> None:
        """Second factors and files of an earlier version, or of a backup of one. Broken off, it goes on at the next start."""
        for what, count in reseal_all():
            self.say(f"sealed: {count} ({what})")

    def load_demo(self) -> None:
        """Fill an empty database with the demo. A database with any account is somebody's and is left alone."""
        var = Path(settings.VAR)
        if stamp.is_demo_unfinished(var):
            self.say("The demo was not loaded completely last time; beginning anew.")
            call_command("flush", interactive=False, verbosity=0)
        if get_user_model()._default_manager.exists():
            return
        self.say("Loading the demo …")
        stamp.begin_demo(var)
        call_command("demo", if_empty=True, verbosity=1)
        refresh_statistics(clock.now())
        stamp.mark_demo(var)
        stamp.end_demo(var)

    def tell_how_to_begin(self) -> None:
        """An install that nobody administers yet needs its first council and administrator."""
        if not has_administrator(clock.today()):
            self.say(
                "Nobody administers this install yet. Make the first council and administrator with, for example:\n"
                "  open315 create-admin --council 湖北省消費者委員會 --region 420000 --prefix 鄂消"
            )

    def say(self, words: str) -> None:
        """A line of progress."""
        self.stderr.write(words)
        self.stderr.flush()
