"""open315 settings: what counts on this machine, and from where; no secret is shown."""

import os
import re
from typing import Any

from django.core.management.base import BaseCommand

from open315.config import environment, settings_file

HIDDEN = "(set, not shown)"
_PASSWORD_IN_ADDRESS = re.compile(r"(://[^:/@\s]*):[^@\s]*@")
_PASSWORD_IN_OPTIONS = re.compile(r"((?:password|sslpassword|passfile)=)[^&\s]*", re.IGNORECASE)


class Command(BaseCommand):
    """The same settings that every other command reads."""

    help = "Show every setting with its value and where it comes from; secrets are not shown."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"settings file: {settings_file.path() or f'none (it would be {settings_file.BESIDE})'}")
        asked = environment.asked()
        for name in sorted(asked):
            found = asked[name]
            self.stdout.write(f"{name}={shown(found)}{f'  ({found.source})' if found.source else ''}")
        for name in strangers(asked):
            self.stderr.write(f"warning: {name} is set in the environment, and there is no such setting")


def shown(found: environment.Asked) -> str:
    """A value without passwords."""
    if found.is_secret:
        return HIDDEN if found.value else ""
    return _PASSWORD_IN_OPTIONS.sub(r"\1***", _PASSWORD_IN_ADDRESS.sub(r"\1:***@", found.value))


def strangers(asked: Any) -> list[str]:
    """Names in the environment that look like ours and are none: slips of the pen."""
    known = {*asked, *(f"{name}_FILE" for name in asked), settings_file.SETTING}
    return sorted(name for name in os.environ if name.startswith("OPEN315_") and name not in known)
