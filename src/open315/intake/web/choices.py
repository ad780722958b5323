"""The choices of the public form, read from code lists and regions when a page is drawn."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.types import Kind
from open315.intake.commands import ELSEWHERE
from open315.law import codelists
from open315.org import queries as org

Choices = Sequence[tuple[Any, Any]]

KINDS: Choices = [
    (Kind.COMPLAINT.value, _("Complaint – I want my own dispute with a trader solved")),
    (Kind.REPORT.value, _("Report – I want to point out a breach of the law")),
    (Kind.ENQUIRY.value, _("Enquiry – I have a question")),
]


def with_blank(choices: Choices, words: Any) -> Choices:
    """The choices behind an empty first one that says what to do."""
    return [("", words), *choices]


def homes() -> Choices:
    """Cities of the provinces served as groups, each with itself ("anywhere in …") and its counties."""
    return org.place_choices()


def places() -> Choices:
    """Where a matter took place: in the provinces served, or anywhere else."""
    return [*homes(), (ELSEWHERE, _("Elsewhere in the country, or on the internet"))]


def natures() -> Choices:
    """What went wrong."""
    return with_blank(codelists.choices("natures"), _("Choose what fits best"))


def goods() -> Choices:
    """Goods and services, in groups."""
    return with_blank(codelists.grouped_choices("goods"), _("Choose what fits best"))


def claims() -> Choices:
    """What a consumer may ask for."""
    return codelists.choices("claims")
