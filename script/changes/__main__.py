"""Show what the fragments say, or make them a version's section of CHANGELOG.md."""

import re
import sys
import textwrap
from datetime import date
from pathlib import Path

from checks.fragment_rules import FOLDER, points

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.compile(r"\d+\.\d+\.\d+")
WIDTH = 120


def section(root: Path, title: str) -> str:
    """All fragments under one heading, by the names of their files."""
    found = [point for file in fragments(root) for point in points(file.read_text(encoding="utf-8"))]
    return "\n".join([f"## {title}", "", *map(_wrapped, found), ""])


def _wrapped(point: str) -> str:
    words = textwrap.TextWrapper(WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    return words.fill(point)


def fragments(root: Path) -> list[Path]:
    """The fragments that no version has taken yet."""
    return sorted((root / FOLDER).glob("*.md"))


def release(root: Path, version: str, day: date) -> str:
    """Put the section above the others, take the fragments away, and write the version into the package. ValueError when it cannot be."""
    if not VERSION.fullmatch(version):
        raise ValueError(f"{version} is no version: three numbers, as 1.2.0")
    if not fragments(root):
        raise ValueError(f"there is no fragment in {FOLDER}: nothing has changed")
    page, package = root / "CHANGELOG.md", root / "src/open315/__init__.py"
    text = page.read_text(encoding="utf-8")
    if f"\n## {version} " in text:
        raise ValueError(f"{page.name} has a section {version} already")
    head, mark, older = text.partition("\n## ")
    new = section(root, f"{version} – {day.isoformat()}")
    page.write_text(f"{head}\n{new}{mark}{older}", encoding="utf-8")
    named = re.sub(r'(?m)^__version__ = ".*"$', f'__version__ = "{version}"', package.read_text(encoding="utf-8"))
    package.write_text(named, encoding="utf-8")
    for file in fragments(root):
        file.unlink()
    return new


def main(words: list[str]) -> int:
    """Without a word: what is to come. With a version: release it."""
    try:
        print(release(ROOT, words[0], date.today()) if words else section(ROOT, "Not released yet"))
    except ValueError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
