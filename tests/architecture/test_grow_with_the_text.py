"""No pattern of the product takes more than its share for a long text: four times the text, about four times the work (ADR 0106).

Measured by comparing a text with four times as much of it, so that a slow machine changes nothing: what grows with the square
takes sixteen times as long.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError

import open315
from open315.core.redaction import Own, redact
from open315.core.redaction.patterns import ALL
from open315.core.text import amounts, clean, moments, telephones

SHORT, TIMES = 900, 4
TOO_MUCH = 9
"""Between four and sixteen; a garbage collection in between is forgiven by trying again."""
NOTICEABLE, TICK = 0.05, 0.005
"""Seconds of a processor: what is quicker with the longer text is not compared; the clock is no finer than a tick."""
TRIES = 4
SEEDS = (
    "a", "1", " ", "1 ", "13", "1-", "a.", "a@", "a@a.", "a b ", "加v", "微信", "鄂a1", "身份证", "电话", "(", "a(at)", "+8", "00",
    "2020-", "1,", "1年1月", "一三", "1\u200b", "*1", "省", "族自治", "at ", "qq.com", "1/", "\n", "e1", "a1(", "%(a", "<",
)  # fmt: skip
NO_DOOR = (".tests", ".migrations", ".management", ".catalogues", "__main__", ".asgi", ".wsgi")
"""Nothing that strangers write comes there."""
OWN = Own(
    "陳大文 Chan Tai Man",
    "13912340077",
    "aaaaaaaa@example.org",
    "武漢市江岸區一一一一一一1号1号1号1号a1a1a1",
    "a1a1a1a1",
)


def compiled() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module of the product keeps, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(open315.__path__, "open315."):
        if any(part in module.name for part in NO_DOOR):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for at, each in enumerate(value if isinstance(value, tuple | list) else [value]):
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    found[f"{module.name}.{name}[{at}]"] = each
    return found | {f"redaction {each.kind} {at}": each.regex for at, each in enumerate(ALL)}


def hostile(length: int) -> Iterator[str]:
    for seed in SEEDS:
        yield (seed * length)[: length - 1] + "!"


def seconds(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def grows(work: Callable[[str], object]) -> list[str]:
    """The texts for which the work grows faster than they do."""
    return [
        short[:12]
        for short, long in zip(hostile(SHORT), hostile(SHORT * TIMES), strict=True)
        if seconds(work, long) > NOTICEABLE and _ratio(work, short, long) > TOO_MUCH
    ]


def _ratio(work: Callable[[str], object], short: str, long: str) -> float:
    quickest = [min(seconds(work, text) for _ in range(TRIES)) for text in (short, long)]
    return quickest[1] / max(quickest[0], TICK)


def whole_walk(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: (pattern.sub("", text), pattern.fullmatch(text))


def test_every_pattern_of_the_product_takes_time_in_proportion_to_the_text() -> None:
    patterns = compiled()
    assert len(patterns) > 90
    slow = {name: texts for name, pattern in patterns.items() if (texts := grows(whole_walk(pattern)))}
    assert slow == {}


def refused(read: Callable[[str], object]) -> Callable[[str], object]:
    """The work, whatever it says about the text."""

    def work(text: str) -> object:
        try:
            return read(text)
        except (ValueError, ValidationError):
            return None

    return work


READERS: dict[str, Callable[[str], object]] = {
    "redact": redact,
    "redact with a person's own details": lambda text: redact(text, OWN),
    "clean": clean,
    "telephones.numbers": telephones.numbers,
    "telephones.is_telephone": telephones.is_telephone,
    "amounts.read": refused(amounts.read),
    "moments.read": refused(moments.read),
}


@pytest.mark.parametrize("name", READERS)
def test_reading_a_text_somebody_wrote_to_stall_us_takes_time_in_proportion_to_it(name: str) -> None:
    assert grows(READERS[name]) == []
