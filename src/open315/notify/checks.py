"""System checks: every declared mail has both of its templates, and what a verb tells is delivered by somebody."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from open315.core.access.checks import DECLARATIONS
from open315.core.verbs import Verb
from open315.core.verbs.registry import every
from open315.notify.wording import Mail, known_mails, known_notices


@register(DECLARATIONS)
def check_mails(**_: Any) -> list[CheckMessage]:
    """E321: a mail whose text is nowhere."""
    return list(missing_templates(known_mails()))


@register(DECLARATIONS)
def check_told(**_: Any) -> list[CheckMessage]:
    """E322, E323: a message or letter of a verb that its room never hands to `notify`."""
    return list(untold(every(), known_notices(), known_mails()))


def untold(verbs: list[Verb[Any]], notices: Collection[str], mails: Collection[str]) -> Iterator[Error]:
    """Verbs whose telling nobody delivers."""
    for verb in verbs:
        if verb.tells is not None and verb.announces not in notices:
            words = f"the verb {verb}: nobody delivers its message (notify.telling.tell_of_verbs)"
            yield Error(words, id="open315.E322")
        if verb.letter is not None and verb.announces not in mails:
            yield Error(f"the verb {verb}: nobody sends its letter (declare_mails)", id="open315.E323")


def missing_templates(mails: Mapping[str, Mail]) -> Iterator[Error]:
    """Mails without a text."""
    for name, mail in mails.items():
        for path in (f"{mail.body}.txt", f"{mail.body}.html"):
            try:
                get_template(path)
            except TemplateDoesNotExist:
                yield Error(f"the mail {name!r} has no template {path}", id="open315.E321")
