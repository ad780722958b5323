"""open315 rescue: the way back in for somebody whom no administrator can help, because she is the only one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.core import clock
from open315.core.access import SYSTEM
from open315.core.errors import Open315Error
from open315.org import queries as org
from open315.org import services


class Command(BaseCommand):
    """The same verbs as in the console, by whoever may log in to the machine; both stand in the audit log."""

    help = "Take a lost second factor away from an account, or give it a new temporary password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the log-in name")
        parser.add_argument(
            "--second-factor",
            metavar="REASON",
            help="take it away, for this reason; the next sign-in sets up a new one",
        )
        parser.add_argument("--password", action="store_true", help="print a temporary password, once")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["second_factor"] or options["password"]):
            raise CommandError("say what was lost: --second-factor REASON, --password, or both")
        account = org.account_by_username(options["username"])
        if account is None:
            raise CommandError(f"there is no account {options['username']!r}")
        try:
            if options["second_factor"]:
                services.reset_second_factor(account.pk, reason=options["second_factor"], actor=SYSTEM, at=clock.now())
                self.stdout.write("The second factor is gone; the next sign-in sets up a new one.")
            if options["password"]:
                opened = services.reset_password(account.pk, actor=SYSTEM, at=clock.now())
                self.stdout.write(f"Temporary password of {opened.username}: {opened.temporary_password}")
                self.stdout.write("It is shown this once and must be changed at the next sign-in.")
        except Open315Error as error:
            raise CommandError(str(error.message)) from error
