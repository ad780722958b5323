"""What people write for kinds of bodies, ranks and roles: the words of the lists in every language of the interface, or the codes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from open315.activities.models import BodyKind, Participation
from open315.org.codes import ranks


@cache
def codes_by_name() -> Mapping[str, Mapping[str, str]]:
    """For "body_kind", "rank" and "role": the code of each name; for "heading" what stands above the kinds in a table."""
    return {
        "heading": _codes([("", gettext_lazy("Kind of body"))]),
        "body_kind": _codes(BodyKind.choices),
        "rank": _codes(ranks().items()),
        "role": _codes(Participation.Role.choices),
    }


def _codes(choices: Any) -> dict[str, str]:
    found = {str(code): str(code) for code, _label in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(label): str(code) for code, label in choices}
    return found


def body_kinds() -> dict[str, Any]:
    """The kinds of bodies people come from, in words, in their order."""
    return dict(BodyKind.choices)
