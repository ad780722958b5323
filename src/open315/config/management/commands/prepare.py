"""open315 prepare: all that a machine needs before it serves. `open315 serve` runs it when it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from open315.config.catalogues import compiling
from open315.config.serve import exposure, preflight, stamp
from open315.config.serve.readiness import sentence, why
from open315.config.serve.trouble import Refused
from open315.core import clock
from open315.core.crypto import ledger, signing_key
from open315.core.crypto.rotation import reseal_all
from open315.core.errors import Unavailable
from open315.core.http.storage_trouble import is_storage_trouble
from open315.core.ops import prepared
from open315.core.ops.statistics import refresh_statistics
from open315.org.services import has_administrator

ONE_AT_A_TIME = 0x4F33_3135
"""The number of the lock that machines take which prepare the same database at once."""


class Command(BaseCommand):
    """Safe to run again: what is there already stays. Tables and demo are the database's, everything else is this machine's."""

    help = (
        "Make folders, migrate, check the keys, collect static files, compile the translations. Run it on every machine that serves or "
        "works: after installing, after each upgrade and after a restore. An empty database gets the demo only on a machine "
        "without settings, or when asked for with --demo."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        exposure.add_demo_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        var = Path(settings.VAR)
        try:
            exposure.refuse_known_passwords(var, asked=options["demo"])
            preflight.prepare_folder(var)
            with preflight.preparing_alone(var, self.tell_that_it_waits):
                self.prepare_all(var, demo=exposure.wants_demo(options["demo"]))
        except Unavailable as trouble:
            raise CommandError(f"{trouble.sentence}.") from trouble
        except (Refused, OSError) as error:
            raise CommandError(f"{error}") from error
        except DatabaseError as error:
            raise CommandError(f"{error}" if not is_storage_trouble(error) else f"{sentence(why(error))}.") from error
        connection.close()
        self.say(
            "This machine is prepared. In a province run `open315 prepare` on the others as well, then start the services anew."
        )

    def prepare_all(self, var: Path, *, demo: bool) -> None:
        """Machine and database, and the note that both are prepared."""
        self.prepare_machine()
        self.prepare_database(demo=demo)
        migrations = MigrationRecorder.Migration.objects.using("default").count()
        stamp.write(var, migrations=migrations, code=stamp.signature())

    def tell_that_it_waits(self) -> None:
        """Why nothing happens for a while."""
        self.say("Another process is preparing this folder; waiting for it …")

    def prepare_machine(self) -> None:
        """What lies on this machine: static files and translations."""
        self.say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        try:
            compiling.compile_all()
        except PermissionError as error:
            raise CommandError(
                f"the translations cannot be compiled, for {error.filename} may not be written by this user. Let the owner of the "
                "program run: script/install"
            ) from error

    def prepare_database(self, *, demo: bool) -> None:
        """What all machines share."""
        self.say("Preparing the database …")
        with _alone():
            prepared.require_nobody_restores()
            call_command("migrate", interactive=False, verbosity=0)
            prepared.require_whole_restore()
            ledger.trusted()
            signing_key.introduce()
            self.seal_what_lies_in_clear()
            if demo:
                self.load_demo()
        self.tell_how_to_begin()

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


@contextmanager
def _alone() -> Iterator[None]:
    """Two machines that migrate the same PostgreSQL wait for each other; SQLite has one machine."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
