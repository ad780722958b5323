"""Rules for our templates: a strict CSP lets nothing inline through, and sentences must be trimmed to be translatable."""

import re
from collections.abc import Iterator

from checks.problem import Problem

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
_RULES = (
    (
        re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
        "inline script",
        "put it in a file under static/; the CSP blocks it here",
    ),
    (
        re.compile(r"<style\b", re.IGNORECASE),
        "inline style sheet",
        "use the classes of core/ui or a file under static/",
    ),
    (
        re.compile(r"<[a-z][^>{]*\sstyle\s*=", re.IGNORECASE),
        "style attribute",
        "use a class of core/ui; the CSP blocks it here",
    ),
    (
        re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
        "event attribute (on…=)",
        "listen in a file under static/; the CSP blocks it here",
    ),
    (
        re.compile(r"\shx-(?:on[:-]|vals\s*=\s*[\"']js:)", re.IGNORECASE),
        "htmx attribute that runs script",
        "listen in a file under static/; the CSP blocks it here",
    ),
    (re.compile(r"\bjavascript:", re.IGNORECASE), "javascript: address", "use a form or a link"),
    (
        re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}"),
        "blocktranslate without trimmed",
        "write {% blocktranslate trimmed … %}, or line breaks become part of the sentence",
    ),
    (
        re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//(?!www\.w3\.org)"),
        "file from another host",
        "serve it ourselves from static/",
    ),
    (re.compile(r"(?<!help_text)\|\s*safe\b"), "|safe", "let the view give a SafeString from a function that escapes"),
)


def template_problems(file: str, text: str) -> Iterator[Problem]:
    """Every rule broken by the template `text` of `file`."""
    visible = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for pattern, what, todo in _RULES:
        for match in pattern.finditer(visible):
            yield Problem(file, visible.count("\n", 0, match.start()) + 1, what, todo)
