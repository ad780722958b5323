"""What a column's text is called in other languages: one column of JSON beside it, however many languages there are (ADR 0017).

    name = models.CharField(max_length=60)
    name_in = TranslationsField(of="name", max_length=80)

`row.name` is the Chinese text, which is found, ordered and compared as any column; `row.name_in` is the whole text as `Names`, read with
the row. Setting `name_in` sets the translations and leaves `name` alone, as a body is renamed by a verb of its own.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.query_utils import DeferredAttribute

from open315.core.names import Names, Translated, other_languages
from open315.core.text.script import to_simplified, to_traditional

if TYPE_CHECKING:
    _Column = models.JSONField[Translated, Names]
else:
    _Column = models.JSONField


class _Whole(DeferredAttribute):
    """The column's attribute: stored without the text of `of`, read together with it."""

    field: "TranslationsField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        return Names(getattr(instance, self.field.of), **stored(super().__get__(instance, cls)))

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = stored(value)


class TranslationsField(_Column):
    """The translations of the text in the column `of`. ValueError when one is saved that is longer than `max_length`."""

    descriptor_class = _Whole

    def __init__(self, *, of: str, max_length: int, **more: Any) -> None:
        self.of = of
        super().__init__(**{**more, "default": dict, "blank": True, "max_length": max_length})

    def deconstruct(self) -> Any:
        name, path, args, more = super().deconstruct()
        return (
            name,
            path,
            args,
            {key: each for key, each in more.items() if key not in {"default", "blank"}} | {"of": self.of},
        )

    def check(self, **more: Any) -> list[checks.CheckMessage]:
        """E331: what it translates is no column."""
        found = super().check(**more)
        try:
            self.model._meta.get_field(self.of)
        except FieldDoesNotExist:
            words = f"{self.model._meta.label}.{self.name} translates {self.of!r}, which is no column"
            found.append(checks.Error(words, obj=self, id="open315.E331"))
        return found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        texts = self.value_from_object(model_instance)
        for language, text in texts.items() if isinstance(texts, dict) else ():
            if len(text) > (self.max_length or 0):
                raise ValueError(
                    f"{self.model._meta.label}.{self.name}: the text in {language} is longer than {self.max_length}"
                )
        return texts

    def value_from_object(self, obj: models.Model) -> Any:
        return stored(super().value_from_object(obj))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(stored(value) if isinstance(value, Names) else value)


def stored(value: Any) -> Any:
    """The translations alone, as the column holds them, without blanks around. An expression of the database stays one."""
    if isinstance(value, Names):
        value = value.others
    if isinstance(value, Mapping):
        return Names(**{language: text.strip() for language, text in value.items()}).others
    return {} if value is None else value


def holds(column: str, text: str) -> Q:
    """That `column` contains `text` in either case of its letters, in Traditional or Simplified characters: nobody knows which were typed."""
    found = Q(**{f"{column}__icontains": text})
    for other in (to_traditional(text), to_simplified(text)):
        found |= Q(**{f"{column}__icontains": other})
    return found


def contains(column: str, text: str) -> Q:
    """That the text of `column`, or one of its translations in `column`_in, contains `text` in either script and either case of its letters."""
    found = holds(column, text)
    for language in other_languages():
        found |= Q(**{f"{column}_in__{language.replace('-', '_')}__icontains": text})
    return found
