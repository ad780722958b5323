"""Pieces that are drawn once: another value or language is another piece, and what differs from page to page is refused."""

from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from open315.core.ui import kept

BUILTINS = ["django.templatetags.i18n", "open315.core.ui.templatetags.ui"]


class Counted:
    """A value that tells how often it was shown."""

    def __init__(self) -> None:
        self.shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return f"drawn {self.shown}"


def draw(value: Any, inside: Any) -> str:
    engine = Engine(builtins=BUILTINS)
    source = '{% kept "test" value %}{{ inside }}{% endkept %}'
    return engine.from_string(source).render(Context({"value": value, "inside": inside}))


def test_a_piece_is_drawn_once_a_value_and_language() -> None:
    inside = Counted()
    assert [draw("a", inside), draw("a", inside), draw("b", inside)] == ["drawn 1", "drawn 1", "drawn 2"]
    with translation.override("en"):
        assert draw("a", inside) == "drawn 3"
    kept.forget()
    assert draw("a", inside) == "drawn 4"


def test_while_templates_are_written_nothing_is_kept(settings: Any) -> None:
    settings.DEBUG = True
    inside = Counted()
    assert [draw("a", inside), draw("a", inside)] == ["drawn 1", "drawn 2"]


def test_no_more_pieces_are_kept_than_memory_was_meant_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    inside = Counted()
    for value in "abc":
        draw(value, inside)
    assert len(kept._pieces) == 1


@pytest.mark.parametrize(
    "inside", ["{% csrf_token %}", "{% block x %}{% endblock %}", "{% if a %}{% csrf_token %}{% endif %}"]
)
def test_a_token_or_a_block_is_never_kept(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="differs from page to page"):
        Engine(builtins=BUILTINS).from_string('{% kept "test" %}' + inside + "{% endkept %}")
