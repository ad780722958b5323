"""Two people on one form: what somebody else saved since this reader's form was made, beside what the reader typed.

A refusal alone does not do: the form that comes back is made for what is saved now, and sent again it would overwrite that unseen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import pgettext

from open315.core.clock import SHANGHAI
from open315.core.names import enumerated


@dataclass(frozen=True, slots=True)
class Met:
    """A field that two people filled in otherwise, in words."""

    label: Any
    saved: str
    typed: str


def differences(form: forms.Form) -> list[Met]:
    """Every visible field of a sent form that differs from what is saved now, which the form has as its initial values."""
    return list(_differing(form))


def _differing(form: forms.Form) -> Iterator[Met]:
    cleaned = getattr(form, "cleaned_data", {})
    for bound in form.visible_fields():
        if bound.name in form.changed_data:
            saved, typed = bound.initial, cleaned.get(bound.name, bound.data)
            if (words := (_words(bound.field, saved), _words(bound.field, typed)))[0] != words[1]:
                yield Met(bound.label, *words)


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return str(enumerated(_words(field, each) for each in value))
    if isinstance(value, bool):
        return pgettext("ticked", "Yes") if value else pgettext("ticked", "No")
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if value in (None, ""):
        return ""
    return dict(_flat(getattr(field, "choices", ()))).get(str(value), str(value))


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    """The choices as text; those in groups like the others."""
    for code, label in choices:
        if isinstance(label, Sequence) and not isinstance(label, str):
            yield from _flat(label)
        else:
            yield str(code), str(label)
