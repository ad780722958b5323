"""The form in which the words of coded columns are explained: each distinct word once, with what it probably means."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.intake.sheet_import.coded_values import Codes, Meanings, Words, found, key_of, suggested
from open315.intake.sheet_import.columns import CODED, LABELS, Mapping, Target
from open315.law import codelists

SEVERAL = ","
AS_OTHER_ROWS = ("", _("(as rows that say nothing)"))
IN_WORDS = ("", _("(keep in words)"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the page: how often it comes, its select, and whether the list knows it by itself."""

    words: Words
    field: Any
    is_certain: bool


class ValuesForm(forms.Form):
    """A select for each word, beginning with what was said before, what the list says, or what is likely."""

    def __init__(self, data: Any = None, *, mapping: Mapping, listed: list[Words]) -> None:
        super().__init__(data)
        self._mapping, self._listed = mapping, listed
        self._meanings = Meanings(mapping)
        for place, each in enumerate(listed):
            meant = self._meaning(each)
            self.fields[f"value_{place}"] = forms.ChoiceField(
                label=each.written,
                required=False,
                initial=SEVERAL.join(meant),
                choices=[AS_OTHER_ROWS if each.target is Target.KIND else IN_WORDS, *_choices(each.target, meant)],
            )

    def _meaning(self, each: Words) -> Codes:
        said = self._meanings.said(each.target, each.written)
        return suggested(each.target, each.written) if said is None else said

    def columns(self) -> list[tuple[str, Any, list[Asked], list[Asked]]]:
        """Each coded column: heading, field, the words to look at, and those the list knows."""
        by_target: dict[Target, list[Asked]] = {}
        for place, each in enumerate(self._listed):
            asked = Asked(each, self[f"value_{place}"], is_certain=not self._meanings.is_open(each))
            by_target.setdefault(each.target, []).append(asked)
        return [
            (
                self._mapping.heading(self._mapping.of(target)[0]),
                LABELS[target],
                [each for each in words if not each.is_certain],
                [each for each in words if each.is_certain],
            )
            for target, words in by_target.items()
        ]

    def mapping(self) -> Mapping:
        """The mapping with what the valid form says; what the list says by itself need not be kept."""
        values: dict[Target, dict[str, Codes]] = {target: dict(said) for target, said in self._mapping.values.items()}
        for place, each in enumerate(self._listed):
            codes = tuple(filter(None, self.cleaned_data[f"value_{place}"].split(SEVERAL)))
            said = values.setdefault(each.target, {})
            said.pop(key_of(each.written), None)
            if not codes or codes != found(each.target, each.written):
                said[key_of(each.written)] = codes
        return replace(self._mapping, values=values)


def _choices(target: Target, meant: Codes) -> list[tuple[Any, Any]]:
    """The codes of the list, and before them several at once where the words name several."""
    name = CODED[target]
    several = [(SEVERAL.join(meant), codelists.labels(name, meant))] if len(meant) > 1 else []
    return [*several, *(codelists.grouped_choices(name) if target is Target.GOODS else codelists.choices(name))]
