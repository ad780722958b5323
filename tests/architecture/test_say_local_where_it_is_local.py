"""Whatever people are shown speaks of law only where a law says so: a council's own rule is no law, and its numbers are no statutory limits.

Every shown string with a word of law (依法, 法定, statutory, Order 121 …) stands in `words_of_law.toml` with the text it rests on. A new one
fails here until somebody has looked up on what it rests; so does a word of law that is put into a translation alone.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polib
import pytest

import open315
from open315.core.names import Names
from open315.law.rules.packs import Pack, all_packs
from open315.law.rules.texts import texts, without_text

ROOT = Path(open315.__path__[0])
LAW = re.compile(
    "依法|法定|合法|法律|法規|規章|條例|總局令|行政部門不再受理|不再受理|受理渠道|核查|隨時可以提起|本省規定"
    r"|\b[Ss]tatut\w+|\b(?:[Ll]egal|[Ll]awful)\w*|\blaws?\b|(?<!Market )(?<!Financial )(?<!Securities )\b[Rr]egulations?\b|\bOrder \d+|\bArt(?:icle)?s? \d+"
)
SAID = {
    each["said"]: each
    for each in tomllib.loads((Path(__file__).parent / "words_of_law.toml").read_text(encoding="utf-8"))["strings"]
}
DAY = date(2026, 11, 28)
OTHER_LAW = "other_law"
"""The ground that leaves room for what another law says."""


def in_catalogues() -> Iterator[tuple[str, str]]:
    for file in sorted(ROOT.glob("*/locale/zh_Hant/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(file)):
            if not entry.obsolete:
                yield entry.msgid, " ".join([entry.msgid, entry.msgstr, *entry.msgstr_plural.values()])


def in_code() -> Iterator[tuple[str, str]]:
    """Words in two languages that stand in the code, `Names(…)`."""
    for file in sorted(ROOT.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        if "Names(" not in source or {"tests", "migrations", "demo"} & set(file.parts):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Names":
                said = " ".join("".join(_parts(each)) for each in node.args)
                yield said, said


def _parts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def in_lists() -> Iterator[tuple[str, str]]:
    for file in sorted([*ROOT.glob("*/codelists/*.toml"), ROOT / "org" / "seeds" / "sectors.toml"]):
        yield from _named(tomllib.loads(file.read_text(encoding="utf-8")))


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        said = " ".join(str(value[key]) for key in ("zh_hant", "en") if key in value)
        yield said, said
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _named(each)


def with_law() -> dict[str, list[str]]:
    """Every shown string that has a word of law, with those words."""
    found: dict[str, set[str]] = {}
    for key, said in (*in_catalogues(), *in_code(), *in_lists()):
        words = set(LAW.findall(said))
        if words:
            found.setdefault(key, set()).update(words)
    return {key: sorted(words) for key, words in found.items()}


def test_every_shown_word_of_law_rests_on_a_text_somebody_looked_up() -> None:
    assert with_law() == {key: each["words"] for key, each in SAID.items()}


@pytest.mark.parametrize("each", SAID.values(), ids=lambda each: each["said"][:40])
def test_what_a_word_of_law_rests_on_is_in_force_or_is_told_to_be_none(each: dict[str, Any]) -> None:
    named = [text for text in texts() if each.get("rests_on", "").startswith(text.name.zh_hant)]
    if "why" in each:
        assert "rests_on" not in each
        assert len(each["why"]) > 15
        return
    assert [text for text in named if text.valid_from <= DAY and text.valid_until is None]


def entries(pack: Pack) -> Iterator[tuple[str, Names, Names]]:
    for clock in pack.clocks:
        yield clock.key, clock.article, clock.words
    for ground in (*pack.pauses, *pack.grounds, *pack.terminations, *pack.routes):
        yield ground.code, ground.article, ground.words


def is_local(article: Names) -> bool:
    return all(part.startswith(without_text()) for part in article.zh_hant.split("；"))


@pytest.mark.parametrize("pack", all_packs().values(), ids=lambda pack: pack.code)
def test_what_a_pack_rests_on_a_councils_own_rules_does_not_speak_of_law(pack: Pack) -> None:
    wrong = [
        f"{code}: {words.zh_hant} / {words.en}"
        for code, article, words in entries(pack)
        if is_local(article) and code != OTHER_LAW and LAW.search(f"{words.zh_hant} {words.en}")
    ]
    assert wrong == []


@pytest.mark.parametrize("pack", all_packs().values(), ids=lambda pack: pack.code)
def test_a_number_that_is_a_places_choice_is_called_one(pack: Pack) -> None:
    for clock in pack.clocks:
        assert ("本地選項" in clock.words.zh_hant) is clock.local, clock.key
        assert ("local option" in clock.words.en) is clock.local, clock.key


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("依法不予受理", ["依法"]),
        ("Statutory limit", ["Statutory"]),
        ("起訴隨時可以提起", ["隨時可以提起"]),
        ("受理渠道", ["受理渠道"]),
        ("Order 121, Article 15", ["Article 15", "Order 121"]),
        ("this is lawful by law", ["law", "lawful"]),
        ("flaws of order", []),
        ("法國", []),
    ],
)
def test_words_of_law_are_seen(said: str, words: list[str]) -> None:
    assert sorted(set(LAW.findall(said))) == words
