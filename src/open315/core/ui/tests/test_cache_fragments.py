"""Fragments that are rendered once: another value or language is another fragment, and what differs from page to page is refused."""

from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from open315.core.ui import fragments

BUILTINS = ["django.templatetags.i18n", "open315.core.ui.templatetags.ui"]


class Counted:
    """A value that tells how often it was shown."""

    def __init__(self) -> None:
        self.shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return f"drawn {self.shown}"


def rendered(value: Any, inside: Any) -> str:
    engine = Engine(builtins=BUILTINS)
    source = '{% cached "test" value %}{{ inside }}{% endcached %}'
    return engine.from_string(source).render(Context({"value": value, "inside": inside}))


def test_a_fragment_is_rendered_once_a_value_and_language() -> None:
    inside = Counted()
    assert [rendered("a", inside), rendered("a", inside), rendered("b", inside)] == ["drawn 1", "drawn 1", "drawn 2"]
    with translation.override("en"):
        assert rendered("a", inside) == "drawn 3"
    fragments.forget()
    assert rendered("a", inside) == "drawn 4"


def test_while_templates_are_written_nothing_is_cached(settings: Any) -> None:
    settings.DEBUG = True
    inside = Counted()
    assert [rendered("a", inside), rendered("a", inside)] == ["drawn 1", "drawn 2"]


def test_no_more_fragments_are_cached_than_memory_was_meant_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST", 2)
    inside = Counted()
    for value in "abc":
        rendered(value, inside)
    assert len(fragments._fragments) == 1


@pytest.mark.parametrize(
    "inside", ["{% csrf_token %}", "{% block x %}{% endblock %}", "{% if a %}{% csrf_token %}{% endif %}"]
)
def test_a_token_or_a_block_is_never_cached(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="differs from page to page"):
        Engine(builtins=BUILTINS).from_string('{% cached "test" %}' + inside + "{% endcached %}")
