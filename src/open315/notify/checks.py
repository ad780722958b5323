"""System check: every declared mail has both of its templates."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from open315.core.access.checks import DECLARATIONS
from open315.notify.wording import known_mails


@register(DECLARATIONS)
def check_mails(**_: Any) -> list[CheckMessage]:
    """E321: a mail whose text is nowhere."""
    return list(_missing())


def _missing() -> Iterator[Error]:
    for name, mail in known_mails().items():
        for path in (f"{mail.body}.txt", f"{mail.body}.html"):
            try:
                get_template(path)
            except TemplateDoesNotExist:
                yield Error(f"the mail {name!r} has no template {path}", id="open315.E321")
