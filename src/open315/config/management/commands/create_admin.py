"""open315 create-admin: the first council and the first administrator of a real install."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from open315.core import clock
from open315.core.errors import Open315Error
from open315.core.names import Names
from open315.org.services import found_install
from open315.org.types import BodyDetails


class Command(BaseCommand):
    """Prints a temporary password once; it must be changed at the first sign-in. Refuses when there is an administrator."""

    help = "Make the top council and its first administrator; all further accounts are opened in the console."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--council", required=True, help="name in Traditional Chinese, for example 湖北省消費者委員會"
        )
        parser.add_argument("--region", required=True, help="code of the region, for example 420000")
        parser.add_argument("--prefix", default="", help="prefix of case numbers, for example 鄂消")
        parser.add_argument("--name-en", default="", help="English name of the council")
        parser.add_argument("--username", default="admin", help="log-in name of the administrator (default: admin)")
        parser.add_argument("--name", default="系統管理員", help="name of the administrator as colleagues see it")

    def handle(self, *args: Any, **options: Any) -> None:
        council = BodyDetails(
            kind="council",
            name=options["council"],
            name_in=Names(en=options["name_en"]),
            region_code=options["region"],
            case_prefix=options["prefix"],
        )
        try:
            opened = found_install(council, username=options["username"], name=options["name"], at=clock.now())
        except Open315Error as error:
            raise CommandError(str(error.message)) from error
        except IntegrityError as error:
            raise CommandError(
                "somebody made the first council and administrator at this moment; nothing was made twice"
            ) from error
        self.stdout.write(f"Administrator {opened.username}, temporary password {opened.temporary_password}")
        self.stdout.write("It is shown this once and must be changed at the first sign-in.")
