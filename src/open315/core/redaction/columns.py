"""Columns in which staff type words of their own about anything, whatever the room: an erasure masks the person in them too.

Every long text is one, every short one that is called like them, what messages to people are told with, and what a table names itself (`TYPED_JSON`),
so that a room of tomorrow is reached without being asked. What a case holds is masked by its own room; the machinery of `core` keeps no words of staff in such columns.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, TextField

from open315.core.redaction.own import Own
from open315.core.redaction.redact import mask_own

CALLED = (
    "reason", "note", "remark", "comment", "why", "statement", "waiver", "title", "what", "occasion", "basis", "output", "responsible", "put_by",
    "materials", "text", "offers", "caption",
)  # fmt: skip
"""What a column of short texts is called, or how its name ends."""
MACHINERY = "core"
TOLD = "data"
"""What a column is called that holds what a message tells: why an activity is cancelled, why a text was sent back."""
NAMED_BY_TABLE = "TYPED_JSON"
"""The attribute of a table that names its further columns of JSON in which words of people stand. Translations of such a text are known by what they translate."""


@cache
def typed_columns() -> tuple[tuple[type[Model], tuple[str, ...]], ...]:
    """Every table of ours with such columns, and these."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("open315.")]
    found = ((model, tuple(_typed(model))) for model in sorted(ours, key=lambda model: model._meta.label))
    return tuple((model, names) for model, names in found if names)


def _typed(model: type[Model]) -> Iterator[str]:
    is_machinery = model._meta.app_label == MACHINERY
    told = {TOLD, *getattr(model, NAMED_BY_TABLE, ())}
    for field in model._meta.concrete_fields:
        is_short = isinstance(field, CharField) and field.name.endswith(CALLED)
        is_told = isinstance(field, JSONField) and (field.name in told or getattr(field, "of", "").endswith(CALLED))
        if not field.choices and (is_short or ((isinstance(field, TextField) or is_told) and not is_machinery)):
            yield field.name


def mask_columns(own: Own, *, but: str) -> int:
    """Mask one person in all of them but those of one room, in the caller's transaction; returns in how many rows."""
    return sum(_mask(model, names, own) for model, names in typed_columns() if model._meta.app_label != but)


def _mask(model: type[Model], names: tuple[str, ...], own: Own) -> int:
    some = Q()
    for name in names:
        is_told = isinstance(model._meta.get_field(name), JSONField)
        some |= Q(**({f"{name}__isnull": False} if is_told else {f"{name}__gt": ""}))
    changed = 0
    for row in model._default_manager.filter(some).order_by("pk").values("pk", *names):
        new = {name: masked for name in names if (masked := _masked(row[name], own)) != row[name]}
        if new:
            changed += model._default_manager.filter(pk=row["pk"]).update(**new)
    return changed


def _masked(value: Any, own: Own) -> Any:
    """A text, or whatever holds texts, without the person."""
    if isinstance(value, dict):
        return {name: _masked(each, own) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, own) for each in value]
    return mask_own(value, own) if isinstance(value, str) else value
