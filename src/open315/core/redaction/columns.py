"""Columns in which staff type a reason or a note about anything, whatever the room: an erasure masks the person in them too.

They are told by their names, so that a room of tomorrow is reached without being asked. What a case holds is masked by its own room.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import CharField, Model, Q, TextField

from open315.core.redaction.own import Own
from open315.core.redaction.redact import mask_own

CALLED = ("reason", "note", "remark", "comment", "why", "statement")
"""What such a column is called, or how its name ends."""


@cache
def typed_columns() -> tuple[tuple[type[Model], tuple[str, ...]], ...]:
    """Every table of ours with such columns, and these."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("open315.")]
    found = ((model, tuple(_typed(model))) for model in sorted(ours, key=lambda model: model._meta.label))
    return tuple((model, names) for model, names in found if names)


def _typed(model: type[Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, CharField | TextField) and field.name.endswith(CALLED) and not field.choices:
            yield field.name


def mask_columns(own: Own, *, but: str) -> int:
    """Mask one person in all of them but those of one room, in the caller's transaction; returns in how many rows."""
    return sum(_mask(model, names, own) for model, names in typed_columns() if model._meta.app_label != but)


def _mask(model: type[Model], names: tuple[str, ...], own: Own) -> int:
    some = Q()
    for name in names:
        some |= Q(**{f"{name}__gt": ""})
    changed = 0
    for row in model._default_manager.filter(some).order_by("pk").values("pk", *names):
        new = {name: masked for name in names if (masked := mask_own(row[name], own)) != row[name]}
        if new:
            changed += model._default_manager.filter(pk=row["pk"]).update(**new)
    return changed
