"""Rules for every text file of the tree: nothing of one machine, no address of a package registry, nothing left undone."""

import re
from collections.abc import Iterator

from checks.problem import Problem

_MACHINE = "|".join(
    ["/" + "work/(?:main|shared)", "/" + "root/", "/" + "home/[a-z]+/", "/" + "Users/[A-Za-z]+/", "/opt/" + "pypi"]
)
_REGISTRY = "|".join(
    [
        "py" + r"pi\.org",
        "python" + r"hosted\.org",
        "registry\\.npm" + "js",
        "(?<!no-emit-)index" + "-url",
        "(?<!no-emit-)find" + "-links",
    ]
)
_RULES = (
    (
        re.compile(rf"(?<![\w.])(?:{_MACHINE})"),
        "path of one machine",
        "use a path from the project's root or an environment variable",
    ),
    (
        re.compile(_REGISTRY),
        "address of a package registry",
        "the person who installs decides it; lock with script/lock",
    ),
    (re.compile(r"^(?:<{7}|>{7}) "), "left over from a merge", "finish the merge"),
    (
        re.compile(r"(?:#|//|{#)\s*(?:TODO|FIXME|XXX)\b"),
        "unfinished work",
        "do it now, or file an issue and say nothing here",
    ),
)


def tree_problems(file: str, text: str) -> Iterator[Problem]:
    """Every rule broken by any text file."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what, todo in _RULES:
            if pattern.search(line):
                yield Problem(file, number, what, todo)
