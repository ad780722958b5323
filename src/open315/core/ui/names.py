"""One form field for a text in the languages of the interface: an input a language, a `Names` out of them (ADR 0017).

The inputs are called like the field in Chinese, and `<field>_<language>` in others. Chinese is required when the field is.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from open315.core.names import SOURCE, Names, other_languages

NAMED_HERE = (_("English"),)
"""Languages that readers of other ones call by a name of their own; the rest is called as it calls itself."""


class NamesField(forms.MultiValueField):
    """`max_length` holds in Chinese, `translated_length` in every other language.

    `in_other` is the label of the other inputs, with a place for %(language)s; `labels` are exceptions from it. Without `source`
    only the translations are asked for.
    """

    def __init__(
        self,
        *,
        label: Any,
        max_length: int,
        translated_length: int,
        in_other: Any,
        labels: Mapping[str, Any] | None = None,
        help_text: Any = "",
        source: bool = True,
    ) -> None:
        self.inputs: dict[str, forms.CharField] = {}
        if source:
            self.inputs[SOURCE] = forms.CharField(label=label, max_length=max_length, help_text=help_text)
        for code in other_languages():
            said = (labels or {}).get(code) or _in_language(in_other, code)
            self.inputs[code] = forms.CharField(label=said, max_length=translated_length, required=False)
        widget = forms.MultiWidget({suffix(code): each.widget for code, each in self.inputs.items()})
        widget.decompress = self._texts  # type: ignore[method-assign]
        fields = list(self.inputs.values())
        super().__init__(fields, widget=widget, required=source, require_all_fields=False, label=label)
        self.template_name = "ui/forms/names.html"

    def _texts(self, value: Names | None) -> list[str]:
        return [(value or Names()).written(code) for code in self.inputs]

    def compress(self, data_list: list[str]) -> Names:
        """The whole text."""
        return Names(**{code.replace("-", "_"): text for code, text in zip(self.inputs, data_list, strict=False)})

    def clean(self, value: Any) -> Names:
        """ValidationError whose errors each bear the language whose input is wrong."""
        texts, wrong = [], []
        for (code, each), typed in zip(self.inputs.items(), value or [""] * len(self.inputs), strict=True):
            try:
                texts.append(each.clean(typed))
            except ValidationError as error:
                wrong += [_at(code, one) for one in error.error_list]
        if wrong:
            raise ValidationError(wrong)
        return self.compress(texts)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "NamesBound":
        """With a part for each input."""
        return NamesBound(form, self, field_name)


def _at(code: str, error: ValidationError) -> ValidationError:
    return ValidationError(error.message, error.code, {**(error.params or {}), "language": code})


class NamesBound(forms.BoundField):
    """The field in a form; `parts` are its inputs, each with label, help and errors of its own."""

    field: NamesField

    @property
    def parts(self) -> list["_Part"]:
        """In the order of the languages, Chinese first."""
        return [_Part(self, code, each) for code, each in self.field.inputs.items()]


class _Part(forms.BoundField):
    def __init__(self, whole: NamesBound, code: str, field: forms.CharField) -> None:
        super().__init__(whole.form, field, whole.name + _tail(code))
        self.whole, self.code = whole, code

    @property
    def initial(self) -> Any:
        return (self.whole.initial or Names()).written(self.code)

    @property
    def errors(self) -> Any:
        """Those of this language; what names none stands at the first input."""
        first = next(iter(self.whole.field.inputs))
        found = self.whole.errors.as_data()
        ours = [each for each in found if (each.params or {}).get("language", first) == self.code]
        return self.form.error_class(ours, renderer=self.form.renderer, field_id=self.auto_id)


def kept(row: Any, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """What a form of these fields starts with, of a row whose columns are called like them."""
    whole = {name for name, field in fields.items() if isinstance(field, NamesField)}
    return {name: getattr(row, f"{name}_in" if name in whole else name) for name in fields}


def suffix(code: str) -> str:
    """What the input of a language bears after the field's name; "" for Chinese."""
    return "" if code == SOURCE else code.replace("-", "_")


def _tail(code: str) -> str:
    return f"_{suffix(code)}" if suffix(code) else ""


def language_name(code: str) -> str:
    """What readers of the active language call another one."""
    return gettext(dict(settings.LANGUAGES)[code])


_in_language: Any = lazy(lambda label, code: str(label) % {"language": language_name(code)}, str)


def other_labels(in_other: Any) -> list[Any]:
    """The heads of the columns that `Names.translations` fills."""
    return [_in_language(in_other, code) for code in other_languages()]


def spread(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a form read, as commands take it: each `Names` called x becomes the Chinese text x and the whole as x_in."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        found |= {name: value.zh_hant, f"{name}_in": value} if isinstance(value, Names) else {name: value}
    return found
