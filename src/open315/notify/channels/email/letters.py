"""What declared mails lack."""

from collections.abc import Iterator, Mapping

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from open315.notify.wording import Mail, known_mails


def lacks_words() -> Iterator[str]:
    """A sentence for each text that is nowhere."""
    return missing_templates(known_mails())


def missing_templates(mails: Mapping[str, Mail]) -> Iterator[str]:
    """Mails without a text."""
    for name, mail in mails.items():
        for path in (f"{mail.body}.txt", f"{mail.body}.html"):
            try:
                get_template(path)
            except TemplateDoesNotExist:
                yield f"the mail {name!r} has no template {path}"
