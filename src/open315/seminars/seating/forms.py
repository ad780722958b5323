"""The forms of a seating plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.pages.form_pages import PageForm
from open315.seminars.seating.rules import MOST_PLACES, MOST_ROWS, Seat


class HallForm(PageForm):
    """How large the hall is."""

    ROWS = (("rows", "places"),)

    rows = forms.IntegerField(label=_("Rows of seats"), min_value=1, max_value=MOST_ROWS)
    places = forms.IntegerField(label=_("Seats in a row"), min_value=1, max_value=MOST_PLACES)


class SeatForm(PageForm):
    """The seat of one guest; both empty for none."""

    ROWS = (("row", "place"),)

    row = forms.IntegerField(label=_("Row, from the front"), min_value=1, max_value=MOST_ROWS, required=False)
    place = forms.IntegerField(label=_("Seat, from the left"), min_value=1, max_value=MOST_PLACES, required=False)

    def clean(self) -> None:
        """Both or none."""
        row, place = self.cleaned_data.get("row"), self.cleaned_data.get("place")
        if (row is None) != (place is None) and not self.errors:
            self.add_error("row", _("Give row and seat, or leave both empty for no seat."))

    def seat(self) -> Seat | None:
        """What was typed in; only after `is_valid`."""
        row, place = self.cleaned_data["row"], self.cleaned_data["place"]
        return None if row is None else (row, place)
