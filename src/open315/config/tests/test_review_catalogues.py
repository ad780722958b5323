"""The catalogues are brought in line with the code, made into Simplified Chinese, compiled, and what people must mend is named."""

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from open315.config.catalogues import __main__ as command
from open315.config.catalogues import collect, compiling, files, review, rooms, sentences, simplify
from open315.config.catalogues.rooms import catalogue

CODE = """
late = _("Late")
many = ngettext("%(n)d case", "%(n)d cases", n)
said = _("Hello {name}")
may = pgettext("month", "May")
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of one room, whose sentences nobody translated yet."""
    package = tmp_path / "program" / "src"
    for module in (sentences, rooms, compiling, review, simplify):
        monkeypatch.setattr(module, "PACKAGE", package)
    overrides = tmp_path / "overrides.toml"
    overrides.write_text('[words]\n"软体" = "软件"\n[sentences]\n"May" = "五月份"\n', encoding="utf-8")
    monkeypatch.setattr(simplify, "OVERRIDES", overrides)
    simplify._overrides.cache_clear()
    made = package / "room"
    made.mkdir(parents=True)
    (made / "__init__.py").write_text("", encoding="utf-8")
    (made / "views.py").write_text(CODE, encoding="utf-8")
    for left_out in ("tests", "migrations"):
        (made / left_out).mkdir()
        (made / left_out / "a.py").write_text('_("Never shown")', encoding="utf-8")
    (package / "no_room").mkdir()
    yield made
    simplify._overrides.cache_clear()


def translate(room: Path, words: dict[str, str]) -> None:
    """Translate by hand, sentence by sentence."""
    file = catalogue(room, "zh_Hant")
    entries = list(files.read(file))
    for entry in entries:
        if (text := words.get(entry.msgid)) is not None:
            if entry.msgid_plural:
                entry.msgstr_plural = {0: text}
            else:
                entry.msgstr = text
    files.write(file, "zh_Hant", entries)


WORDS = {"Late": "逾期的軟體", "%(n)d case": "%(n)d 件", "Hello {name}": "您好 {name}", "May": "五月"}


def said(found: list[tuple[str, str]]) -> list[str]:
    return [words for _name, words in found]


def test_a_new_sentence_waits_to_be_translated(room: Path) -> None:
    assert collect.update() == [catalogue(room, "zh_Hant")]
    assert collect.update() == []
    assert [entry.msgid for entry in files.read(catalogue(room, "zh_Hant"))] == [
        "Late", "%(n)d case", "Hello {name}", "May",
    ]  # fmt: skip
    simplify.update()
    assert said(list(review.problems())) == [
        "not translated: 'Late' (room/views.py)",
        "not translated: '%(n)d case' (room/views.py)",
        "not translated: 'Hello {name}' (room/views.py)",
        "not translated: 'May' (room/views.py)",
    ]


def test_translated_sentences_are_kept_and_made_simplified(room: Path) -> None:
    collect.update()
    translate(room, WORDS)
    assert collect.update() == []
    assert simplify.update() == [catalogue(room, "zh_Hans")]
    assert simplify.update() == []
    made = {entry.msgid: entry.msgstr or entry.msgstr_plural[0] for entry in files.read(catalogue(room, "zh_Hans"))}
    assert made == {"Late": "逾期的软件", "%(n)d case": "%(n)d 件", "Hello {name}": "您好 {name}", "May": "五月份"}
    assert list(review.problems()) == []


def test_a_sentence_that_is_gone_leaves_the_catalogue_and_one_that_was_guessed_is_asked_for_again(room: Path) -> None:
    collect.update()
    translate(room, WORDS)
    file = catalogue(room, "zh_Hant")
    file.write_text(
        file.read_text(encoding="utf-8").replace('msgid "Late"', '#, fuzzy\nmsgid "Late"'), encoding="utf-8"
    )
    (room / "views.py").write_text(CODE.replace('_("Hello {name}")', "None"), encoding="utf-8")
    assert collect.update() == [file]
    assert {entry.msgid: entry.msgstr for entry in files.read(file) if not entry.msgid_plural} == {
        "Late": "",
        "May": "五月",
    }


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"Hello {name}": "您好 {who}"}, "placeholders differ in the translation of 'Hello {name}': {name}"),
        ({"%(n)d case": "件"}, "placeholders differ in the translation of '%(n)d case': %(n)d"),
        ({"Late": "逾期 %s"}, "placeholders differ in the translation of 'Late': none wanted"),
        ({"May": " "}, "not translated: 'May' (room/views.py)"),
    ],
)
def test_a_translation_that_lost_its_places_is_named(room: Path, words: dict[str, str], problem: str) -> None:
    collect.update()
    translate(room, {**WORDS, **words})
    simplify.update()
    assert said(list(review.problems())) == [problem]


def test_one_sentence_has_one_translation_in_all_rooms(room: Path) -> None:
    other = room.with_name("zoo")
    other.mkdir()
    (other / "__init__.py").write_text('late = _("Late")\nmay = _("May")', encoding="utf-8")
    collect.update()
    for each, words in ((room, WORDS), (other, {**WORDS, "Late": "超期", "May": "可以"})):
        translate(each, words)
    simplify.update()
    assert list(review.problems()) == [
        (
            "program/src/zoo/locale/zh_Hant/LC_MESSAGES/django.po",
            "'Late' is '超期' here and '逾期的軟體' in program/src/room/locale/zh_Hant/LC_MESSAGES/django.po: "
            "agree on one, or give one a context",
        )
    ]


def test_a_catalogue_that_is_behind_is_named(room: Path) -> None:
    collect.update()
    translate(room, WORDS)
    assert said(list(review.problems())) == ["the Simplified catalogue beside it is out of date: run script/catalogues"]
    simplify.update()
    (room / "views.py").write_text(CODE.replace('_("Late")', "None"), encoding="utf-8")
    assert said(list(review.problems())) == ["does not have the sentences that the code has: run script/catalogues"]


def test_only_what_changed_is_compiled(room: Path) -> None:
    collect.update()
    translate(room, WORDS)
    file = catalogue(room, "zh_Hant")
    assert compiling.outdated() == [file]
    assert compiling.compile_all() == 1
    assert (compiling.outdated(), compiling.compile_all()) == ([], 0)
    assert not files.compile_file(file)
    with file.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Late") == "逾期的軟體"
    later = file.with_suffix(".mo").stat().st_mtime_ns + 1
    os.utime(file, ns=(later, later))
    assert compiling.outdated() == [file]


def test_a_plural_anywhere_makes_the_sentence_plural(room: Path) -> None:
    (room / "more.py").write_text('one = _("%(n)d case")', encoding="utf-8")
    found = sentences.sentences_of(room)
    assert found["", "%(n)d case"].plural == "%(n)d cases"


def test_the_command_writes_or_only_looks(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--check"]) == 1
    assert "not translated: 'Late'" in capsys.readouterr().err
    assert not catalogue(room, "zh_Hant").exists()
    assert command.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"wrote {catalogue(room, language)}" for language in ("zh_Hant", "zh_Hans")
    ]
    translate(room, WORDS)
    assert command.main([]) == 0
    assert command.main(["--check"]) == 0
    assert command.main(["--chekc"]) == 2
    assert "unknown option --chekc" in capsys.readouterr().err
