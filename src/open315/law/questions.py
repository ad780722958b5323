"""Fields of forms in which people tell what competence depends on: a place as they write it, and what a purchase was for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from open315.law.rules.exits import CONSUMER, Exit, all_exits
from open315.org import queries as org


class PlaceField(forms.CharField):
    """A place anywhere in the country, as people write it in either script: 浙江省杭州市餘杭區, 襄樊, 330110. Gives its code."""

    def __init__(self, *, home: str = "", **kwargs: Any) -> None:
        self.home = home
        super().__init__(max_length=60, **kwargs)

    def to_python(self, value: Any) -> str:
        """The code; ValidationError when no place is recognised for certain."""
        written = super().to_python(value)
        if not written:
            return ""
        code = org.place_finder(self.home).find(written)
        if not code:
            raise ValidationError(
                _(
                    "No place is recognised for certain. Write province, city and county, for example 浙江省杭州市餘杭區."
                )
            )
        return code


def purposes() -> list[tuple[str, Any]]:
    """What a purchase was for, or what it is instead: the consumer's own first."""
    return [
        (CONSUMER, _("For myself or my family, from a trader")),
        *((each.code, each.label) for each in all_exits().values()),
    ]


def way_out_words(way_out: Exit, on: date) -> str:
    """Whither instead, with the article of the day."""
    return str(_("This is no consumer complaint: %(route)s (%(article)s)")) % {
        "route": way_out.route,
        "article": way_out.article_on(on),
    }
