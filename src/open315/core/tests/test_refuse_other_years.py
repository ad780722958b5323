"""The form that loads a year's calendar: a notice of another year is told as such."""

from django.utils import translation

from open315.core.calendar.forms import LoadForm


def test_last_years_notice_is_not_taken_for_this_years() -> None:
    """Last year's notice, pasted for this year, was loaded."""
    with translation.override("en"):
        form = LoadForm(
            {"year": "2026", "source": "國辦發明電〔2024〕12號", "text": "一、元旦：1月1日（周三）放假1天，不调休。"}
        )
        assert not form.is_valid()
        assert form.errors["text"] == [
            "“1月1日（週三）” does not fit the year 2026. Is this the notice of another year?"
        ]
