"""Forms of what a line says, and of a recording."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.form_pages import PageForm
from open315.hotline import rules
from open315.hotline.models import ConsentName, Line, RecordingName
from open315.hotline.types import VoicePlan


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=rules.TEXT_LENGTH, widget=area, help_text=help_text)


GREETING = pgettext_lazy("a voice menu", "Greeting")
OUT_OF_HOURS = pgettext_lazy("a voice menu", "Out of hours")
NOTICE = pgettext_lazy("a voice menu", "Recording notice")
QUEUE = pgettext_lazy("a voice menu", "While people wait")


class VoiceForm(PageForm):
    """Reads a `VoicePlan`; the service checks it."""

    ROWS: Sequence[Sequence[str]] = (("recording",), ("keep_days",), ("recording_notice",), ("greeting",), ("queue",), ("out_of_hours",))  # fmt: skip

    recording = forms.ChoiceField(
        label=pgettext_lazy("recording of calls", "Recording"), choices=RecordingName.choices, widget=forms.RadioSelect
    )
    keep_days = forms.IntegerField(
        label=_("Kept for (days)"),
        min_value=1,
        max_value=rules.MOST_DAYS,
        help_text=_("Then recordings are deleted by themselves. Those kept already keep the days they had."),
    )
    recording_notice = _text(NOTICE, _("What callers hear before they are recorded. Without it nobody is recorded."))
    greeting = _text(GREETING, _("Worded in one script; the other is made of it."))
    queue = _text(QUEUE)
    out_of_hours = _text(OUT_OF_HOURS)

    def plan(self) -> VoicePlan:
        """What was typed in; only after `is_valid`."""
        return VoicePlan(**{name: self.cleaned_data[name] for name in NAMES})


NAMES = ("recording", "keep_days", "greeting", "out_of_hours", "recording_notice", "queue")


def filled(line: Line) -> dict[str, Any]:
    """The form of a line there is."""
    return {name: getattr(line, name) for name in NAMES}


class RecordingForm(PageForm):
    """A recording of a call, and what the caller was told or said."""

    consent = forms.ChoiceField(
        label=_("The caller was asked or told"),
        choices=[("", _("nothing is known")), *ConsentName.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Without consent as the line wants it, the file is refused and deleted, and that is noted."),
    )
    file = forms.FileField(
        label=pgettext_lazy("recording of calls", "Recording"),
        required=False,
        help_text=_("MP3, M4A, AMR or WAV. Empty, if only the consent is said."),
        widget=forms.FileInput(attrs={"accept": ".mp3,.m4a,.amr,.wav"}),
    )
