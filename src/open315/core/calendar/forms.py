"""Forms of the calendar pages. The services check again."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from open315.core.calendar.reading import NoticeError, Reading, read
from open315.core.calendar.services import FIRST_YEAR, LAST_YEAR
from open315.core.calendar.shipped import holiday_name


class LoadForm(forms.Form):
    """The notice of a year, as pasted."""

    year = forms.IntegerField(label=_("Year of the notice"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = forms.CharField(
        label=_("Where it stands"), max_length=200, help_text=_("Number or address of the State Council's notice.")
    )
    text = forms.CharField(
        label=_("Text of the notice, or its days"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Paste the notice's own sentences, one holiday a line; or one day a line such as 2027-01-01,元旦,off "
            "(off or work); or JSON as the holiday-cn project publishes it."
        ),
    )
    replace = forms.BooleanField(
        label=_("Replace what is loaded for this year"),
        required=False,
        help_text=_("Also takes back corrections of single days of that year."),
    )

    looked = forms.BooleanField(
        label=_("I have looked at the sentences that were not read; they move no day"), required=False
    )
    reading: Reading | None = None
    """What was read, once the form was checked."""

    def clean(self) -> dict[str, Any]:
        """Adds `days`: what was read from the text. What the notice says of their number has to be what was read."""
        data = super().clean() or {}
        if data.get("year") and data.get("text"):
            try:
                self.reading = read(data["text"], data["year"])
            except NoticeError as error:
                self.add_error("text", format_lazy(_("This cannot be read: {place}"), place=error.args[0]))
            else:
                data["days"] = self.reading.days
                self._doubt(self.reading)
        return data

    def _doubt(self, reading: Reading) -> None:
        if not reading.days:
            self.add_error("text", _("No day was found in this text."))
        for place in reading.contradictions:
            words = _("“{place}” does not fit the year {year}. Is this the notice of another year?")
            self.add_error("text", format_lazy(words, place=place, year=self.cleaned_data["year"]))
        for each in reading.wrong_counts:
            words = _("{name}: the notice says {said} days, but {read} were read.")
            self.add_error("text", format_lazy(words, name=holiday_name(each.name), said=each.said, read=each.read))

    @property
    def unread(self) -> list[str]:
        """Sentences that speak of days, and of which nothing was read."""
        return self.reading.unread if self.reading else []


class DayForm(forms.Form):
    """What one day is."""

    kind = forms.ChoiceField(
        label=_("This day is"),
        choices=[
            ("off", _("a day off")),
            ("working", _("a make-up working day")),
            ("plain", _("what its weekday says")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Holiday"), max_length=40, required=False, help_text=_("In Traditional Chinese."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        help_text=_("For example the number of the notice. It is kept in the audit log."),
    )
