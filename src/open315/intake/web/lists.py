"""What the public form offers while somebody types: platforms, everyday words for goods, places of the provinces served. Words, not choices."""

from collections.abc import Mapping

from django.utils.translation import get_language

from open315.core.ui.templatetags.ui import named
from open315.intake.web.public_forms import GOODS, PLACES, PLATFORMS, PublicForm
from open315.law.goods_words import words_to_offer
from open315.org import queries as org
from open315.traders import queries as traders

FOR = {"platform_name": PLATFORMS, "goods": GOODS, "place": PLACES}


def lists_of(form: PublicForm) -> Mapping[str, list[str]]:
    """The lists that this form needs, by the name under which its fields ask for them."""
    makers = {PLATFORMS: _platforms, GOODS: _goods, PLACES: _places}
    return {name: makers[name]() for field, name in FOR.items() if field in form.fields}


def _platforms() -> list[str]:
    return [named(each) for each in traders.platform_names()]


def _goods() -> list[str]:
    return [named(each) for each in words_to_offer(get_language() or "")]


def _places() -> list[str]:
    """County by county with the city before it, as people say it: 武漢市江岸區."""
    found: list[str] = []
    for city, inside in org.place_choices():
        found.extend(named(city) if code == inside[0][0] else f"{named(city)}{named(name)}" for code, name in inside)
    return found
