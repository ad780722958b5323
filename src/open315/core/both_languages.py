"""Sentences for whoever runs an install and may read only one of them: in the language of the install, then in English."""

from django.conf import settings
from django.utils import translation


def in_both_languages(sentence: object, **values: object) -> str:
    """`sentence` is a lazy translation, with places for `values`."""
    said = []
    for language in dict.fromkeys((settings.LANGUAGE_CODE, "en")):
        with translation.override(language):
            said.append(str(sentence) % values)
    return "。\n".join(said)
