"""A letter that opens a page from everywhere means that page on every page: a clerk who presses it does not look where she is."""

import re
from collections.abc import Iterator

from open315.core.ui import nav
from tests.plumbing import ROOT

SOURCE = ROOT / "src" / "open315"
ANY = re.compile(r'\bdata-key="(.)"|\bkey="(.)"')


def _keys() -> Iterator[tuple[str, str, str]]:
    """Each key a page gives, with its file and what stands there: the line, and the one above where an element goes over several."""
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]):
        if "tests" in path.parts or "gallery" in path.parts:
            continue
        lines = path.read_text().splitlines()
        for above, line in zip(["", *lines], lines, strict=False):
            for found in ANY.finditer(line):
                is_within = line.lstrip().startswith(("data-key", "key"))
                yield found[1] or found[2], path.name, f"{above.strip()} {line.strip()}" if is_within else line.strip()


def test_no_page_uses_a_letter_of_the_navigation_for_anything_else() -> None:
    """`n` registered a caller here, added a body there, and turned the page of a list on a third page."""
    letters = {each.letter: each.url_name for each in nav.entries() if each.letter}
    assert letters == {"n": "desk:desk", "i": "inbox:list"}
    others = [
        f"{name}: {line}"
        for key, name, line in _keys()
        if key in letters and not any(each in line for each in ("desk:desk", "desk_url", "inbox:list"))
    ]
    assert others == []


def test_the_keys_are_read_where_pages_give_them() -> None:
    found = {(key, name) for key, name, _line in _keys()}
    assert {("n", "inbox.html"), ("]", "pager.html"), ("+", "import_list.py"), ("a", "acceptance.py")} <= found
