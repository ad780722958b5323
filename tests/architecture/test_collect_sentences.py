"""The catalogues hold the sentences of the code, and Simplified Chinese keeps the words of the law."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from open315.config.catalogues.collect import merged
from open315.config.catalogues.compiling import outdated
from open315.config.catalogues.files import write
from open315.config.catalogues.rooms import BY_HAND, DERIVED, catalogue
from open315.config.catalogues.sentences import in_python, in_template
from open315.config.catalogues.simplify import simplified


def found(sentences: object) -> list[tuple[str, str, str]]:
    return [(item.context, item.id, item.plural) for item in sentences]  # type: ignore[attr-defined]


def test_python_sentences_are_found_in_order_with_plural_and_context() -> None:
    text = """
late = _("Late")
many = ngettext("%(n)d case", "%(n)d cases", n)
may = pgettext_lazy("month", "May")
joined = gettext_lazy("One sentence "
                      "on two lines")
moving = _(f"Hello {name}")
"""
    assert found(in_python(text, "a.py")) == [
        ("", "Late", ""),
        ("", "%(n)d case", "%(n)d cases"),
        ("month", "May", ""),
        ("", "One sentence on two lines", ""),
    ]


def test_template_sentences_are_found_wherever_they_stand() -> None:
    text = """{% translate "Late" %} {% include "a.html" with label=_("Search") only %}
{% blocktranslate trimmed count n=cases|length %}
  {{ n }} case
{% plural %}
  {{ n }} cases
{% endblocktranslate %}{# _("Nothing") #}"""
    assert found(in_template(text, "a.html")) == [
        ("", "Late", ""),
        ("", "Search", ""),
        ("", "%(n)s case", "%(n)s cases"),
    ]


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [
        ("法定程序", "法定程序"),
        ("著作權與著手辦理", "著作权与着手办理"),
        ("檔案資料", "档案资料"),
        ("匯出到軟體", "导出到软件"),
        ("不予受理通知書 %(number)s", "不予受理通知书 %(number)s"),
    ],
)
def test_simplified_chinese_uses_mainland_words_and_leaves_legal_terms_alone(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple


def test_the_catalogues_are_compiled_before_the_first_test() -> None:
    assert outdated() == []


def test_every_language_of_the_interface_has_its_catalogues() -> None:
    shown = {to_locale(code) for code, _name, _short in settings.INTERFACE_LANGUAGES} - {"en"}
    assert shown == {*BY_HAND, DERIVED}


def test_a_language_with_two_forms_asks_for_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BY_HAND, "xx", 2)
    monkeypatch.setattr("open315.config.catalogues.sentences.PACKAGE", tmp_path)
    room = tmp_path / "room"
    room.mkdir()
    (room / "views.py").write_text('many = ngettext("%(n)d case", "%(n)d cases", n)\n', encoding="utf-8")
    (entry,) = merged(room, "xx")
    assert entry.msgstr_plural == {0: "", 1: ""}
    entry.msgstr_plural = {0: "one %(n)d", 1: "many %(n)d"}
    file = catalogue(room, "xx")
    assert write(file, "xx", [entry])
    assert "nplurals=2" in file.read_text(encoding="utf-8")
    assert merged(room, "xx")[0].msgstr_plural == {0: "one %(n)d", 1: "many %(n)d"}
