"""The forms about photos and papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Proof
from open315.activities.proofs.rules import CAPTION_LENGTH
from open315.activities.proofs.types import MEASURE, ProofDraft
from open315.core.pages.form_pages import PageForm

NOTHING = ("", _("Nothing in particular"))


class FilesInput(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each of them one that a file field takes."""

    widget = FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files. ValidationError for none, or an empty one. How many there may be the receiver decides (`core.uploads.handlers`)."""
        sent = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(each, initial) for each in sent]


class ProofForm(PageForm):
    """What is said of a photo or paper."""

    ROWS: Sequence[Sequence[str]] = (("caption",), ("shows", "is_released"))

    caption = forms.CharField(
        label=_("What can be seen"),
        max_length=CAPTION_LENGTH,
        help_text=_("The words below the photo. No names of private people."),
    )
    shows = forms.ChoiceField(
        label=_("What it proves"),
        required=False,
        help_text=_("An output that is told, or the measure of the plan: then the measure counts as done with proof."),
    )
    is_released = forms.BooleanField(
        label=_("It may be published"),
        required=False,
        help_text=_("Photos alone: in the summary and on its page. Ask those who can be recognised first."),
    )

    def __init__(self, *args: Any, shown: Mapping[str, Any], **kwargs: Any) -> None:
        self.shown = shown
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("shows", [NOTHING, *self.shown.items()])

    def draft(self) -> ProofDraft:
        """What was said; only after `is_valid`."""
        given = self.cleaned_data
        return ProofDraft(given["caption"], given["shows"], given["is_released"])


class NewProofForm(ProofForm):
    """Photos and papers, all with the same words at first."""

    ROWS: Sequence[Sequence[str]] = (("proofs",), ("caption",), ("shows", "is_released"))

    proofs = FilesField(
        label=_("Photos or papers"),
        help_text=_(
            "JPEG, PNG or WebP; PDF, DOCX or XLSX. Up to 10 at once. Place and device are taken out of photos."
        ),
    )


def filled(row: Proof) -> dict[str, Any]:
    """What the form of a photo or paper starts with."""
    shows = MEASURE if row.measure_id is not None else row.indicator
    return {"caption": row.caption, "shows": shows, "is_released": row.is_released}
