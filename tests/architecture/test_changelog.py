"""The changelog: fragments are well-formed, and a release turns them into a section and takes them away."""

from datetime import date
from pathlib import Path

import pytest

from changes.__main__ import release, section
from checks.fragment_rules import fragment_problems, points
from open315 import __version__

GOOD = "- Search finds parts of words.\n- The case page no longer waits\n  for similar cases.\n"


def whats(file: str, text: str) -> list[str]:
    return [problem.what for problem in fragment_problems(file, text)]


def test_a_fragment_of_two_points_is_well_formed() -> None:
    assert whats("changelog.d/faster-search.md", GOOD) == []
    assert points(GOOD) == ["Search finds parts of words.", "The case page no longer waits for similar cases."]


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("changelog.d/Faster_Search.md", GOOD, "name of a fragment"),
        ("changelog.d/a.md", "### Search\n- Finds more.\n", "line that belongs to no point"),
        ("changelog.d/a.md", "Finds more.\n", "line that belongs to no point"),
        ("changelog.d/a.md", "", "0 points"),
        ("changelog.d/a.md", "- a\n- b\n- c\n- d\n", "4 points"),
        ("changelog.d/a.md", "- " + "a" * 321 + "\n", "point of 321 letters"),
    ],
)
def test_a_fragment_that_is_not_says_what_is_wrong(file: str, text: str, what: str) -> None:
    assert what in whats(file, text)


def test_three_points_and_320_letters_are_still_enough() -> None:
    assert whats("changelog.d/a.md", "- a\n- b\n- " + "c" * 320 + "\n") == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with two fragments, a changelog of one version, and the package."""
    for name, text in (("b-later", "- Second.\n"), ("a-first", GOOD)):
        (tmp_path / "changelog.d").mkdir(exist_ok=True)
        (tmp_path / "changelog.d" / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\nWords.\n\n## 0.1.0 – 2026-11-26\n\n- Old.\n", encoding="utf-8"
    )
    (tmp_path / "src/open315").mkdir(parents=True)
    (tmp_path / "src/open315/__init__.py").write_text('"""A."""\n\n__version__ = "0.1.0"\n', encoding="utf-8")
    return tmp_path


def test_what_is_to_come_is_shown_without_changing_anything(tree: Path) -> None:
    shown = section(tree, "Not released yet")
    assert shown.splitlines()[2:] == [
        "- Search finds parts of words.",
        "- The case page no longer waits for similar cases.",
        "- Second.",
    ]
    assert len(list((tree / "changelog.d").glob("*.md"))) == 2


def test_a_release_stands_above_the_earlier_one_and_leaves_no_fragment(tree: Path) -> None:
    release(tree, "0.2.0", date(2026, 12, 1))
    assert (tree / "CHANGELOG.md").read_text(encoding="utf-8") == (
        "# Changelog\n\nWords.\n\n## 0.2.0 – 2026-12-01\n\n- Search finds parts of words.\n"
        "- The case page no longer waits for similar cases.\n- Second.\n\n## 0.1.0 – 2026-11-26\n\n- Old.\n"
    )
    assert list((tree / "changelog.d").glob("*.md")) == []
    assert '__version__ = "0.2.0"' in (tree / "src/open315/__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("version", ["0.1.0", "0.2", "v0.2.0", "next"])
def test_a_version_that_is_there_or_is_none_is_refused_and_changes_nothing(tree: Path, version: str) -> None:
    before = (tree / "CHANGELOG.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"version|section"):
        release(tree, version, date(2026, 12, 1))
    assert (tree / "CHANGELOG.md").read_text(encoding="utf-8") == before
    assert len(list((tree / "changelog.d").glob("*.md"))) == 2


def test_without_a_fragment_there_is_nothing_to_release(tree: Path) -> None:
    for file in (tree / "changelog.d").glob("*.md"):
        file.unlink()
    with pytest.raises(ValueError, match="no fragment"):
        release(tree, "0.2.0", date(2026, 12, 1))


def test_the_command_says_our_version_not_that_of_django(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from open315.config.cli import main

    monkeypatch.setattr("sys.argv", ["open315", "--version"])
    main()
    assert capsys.readouterr().out == f"open315 {__version__}\n"
