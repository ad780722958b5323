"""Rules for our documents: what they point to is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def doc_problems(file: str, text: str, root: Path) -> Iterator[Problem]:
    """Every relative link or picture in the Markdown `text` that leads nowhere."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in _LINK.finditer(line):
            target = match[1]
            if ":" not in target and not (root / file).parent.joinpath(target).exists():
                yield Problem(
                    file, number, f"link to {target}, which is not there", "correct the link or write the page"
                )
