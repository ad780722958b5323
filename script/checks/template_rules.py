"""Rules for our templates: nothing inline (a strict CSP), sentences that can be translated, one element a line."""

import re
from collections.abc import Iterator

from checks.problem import Problem

MAX_WIDTH = 160
_BLOCKS = (
    "article|aside|body|caption|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header"
    "|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|pre|script|section|summary|table|tbody|td|template|tfoot"
    "|th|thead|title|tr|ul"
)
_BLOCK = re.compile(rf"<(?:{_BLOCKS})\b")
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
    yield from _layout_problems(file, text)
    visible = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for pattern, what, todo in _RULES:
        for match in pattern.finditer(visible):
            yield Problem(file, visible.count("\n", 0, match.start()) + 1, what, todo)


def _layout_problems(file: str, text: str) -> Iterator[Problem]:
    """What djlint's formatter leaves: it breaks no sentence, and no element off the one beside it."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_WIDTH:
            todo = "break it where there is a blank already; {% blocktranslate trimmed %} takes a long sentence"
            yield Problem(file, number, f"line of {len(line)} characters", todo)
        if len(_BLOCK.findall(line)) > 1:
            yield Problem(file, number, "two block elements on a line", "one element a line; then script/lint --fix")
