"""What further questions of the public form were answered with, in words; columns of a sheet that have no field here are kept beside them."""

from collections.abc import Iterator
from typing import Any

from open315.cases.models import Case
from open315.cases.wording import ANSWERS, answer_words
from open315.core.ui.templatetags.ui import named


def answers(case: Case) -> Iterator[tuple[Any, Any]]:
    """Question and answer, in the order in which they are asked."""
    for name, label in ANSWERS.items():
        if answer := case.source_data.get(name):
            yield label, named(answer_words(name, answer))


def kept_columns(case: Case) -> Iterator[tuple[Any, Any]]:
    """Heading and text of columns of a sheet."""
    for name, text in case.source_data.items():
        if name not in ANSWERS:
            yield named(name), named(text)
