"""What the weights of a model say of a text: a score for each code, shares of one, and the words behind the best; and a model as bytes."""

import json
import math
import struct
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from open315.core.text import fold
from open315.learning.rules.grams import Vector, groups, vector
from open315.learning.types import REST, Likely, Subject, Suggested

BEST = 3
"""How many codes are named."""
LIKELY_ENOUGH = 0.5
"""From which share the first stands in a form already: more likely than all others together."""
REASONS = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: for each known group of signs a weight by code, one after the other; `bias` by code; `heat` makes scores shares."""

    places: dict[str, int]
    rarity: list[float]
    codes: tuple[str, ...]
    weights: "array[float]"
    bias: tuple[float, ...]
    heat: float

    def scores(self, found: Vector) -> list[float]:
        """The score of each code for a text."""
        count, sums, weights = len(self.codes), list(self.bias), self.weights
        for place, value in found.items():
            start = place * count
            for at in range(count):
                sums[at] += value * weights[start + at]
        return sums


def suggest(subject: Subject, model: Weights, text: str) -> Suggested | None:
    """The likeliest codes of a text and why; None for a text of which the model knows nothing."""
    found = vector(text, model.places, model.rarity)
    if not found:
        return None
    shares = shares_of(model.scores(found), model.heat)
    named = [at for at, code in enumerate(model.codes) if code != REST]
    order = sorted(named, key=lambda at: (-shares[at], model.codes[at]))[:BEST]
    likely = tuple(Likely(model.codes[at], shares[at]) for at in order)
    return Suggested(subject, likely, tuple(_because(model, found, order[0], text)))


def shares_of(scores: Sequence[float], heat: float) -> list[float]:
    """Scores as shares of one: the softmax at a temperature that was fitted on cases not shown (Guo and others 2017)."""
    top = max(scores)
    raised = [math.exp((score - top) / heat) for score in scores]
    whole = sum(raised)
    return [each / whole for each in raised]


def _because(model: Weights, found: Vector, best: int, written: str) -> list[str]:
    """The groups of at least two letters or digits that speak most for a code against the mean of the others, as they are written; none inside another."""
    count = len(model.codes)
    speak: dict[str, float] = {}
    for group in groups(written):
        place = model.places.get(group)
        if place is not None and len(group) > 1 and group.isalnum():
            row = model.weights[place * count : (place + 1) * count]
            others = (sum(row) - row[best]) / max(1, count - 1)
            speak[group] = found[place] * (row[best] - others)
    chosen: list[str] = []
    for group in sorted(speak, key=lambda each: (-speak[each], each)):
        if speak[group] <= 0 or len(chosen) == REASONS:
            break
        if not any(group in other or other in group for other in chosen):
            chosen.append(group)
    return [as_written for group in chosen if (as_written := _as_written(group, written))]


def _as_written(group: str, written: str) -> str:
    """The signs of the text that read like a group; "" where they stand in it otherwise (folding may change how many signs there are)."""
    read = fold(written)
    at = read.find(group)
    return written[at : at + len(group)] if at >= 0 and len(read) == len(written) else group if at >= 0 else ""


def packed(model: Weights) -> bytes:
    """A model as bytes, the same on every machine."""
    head = {
        "groups": list(model.places),
        "rarity": [round(each, 5) for each in model.rarity],
        "codes": model.codes,
        "bias": model.bias,
        "heat": model.heat,
    }
    weights = struct.pack(f"<{len(model.weights)}f", *model.weights)
    return zlib.compress(json.dumps(head, ensure_ascii=False).encode() + b"\n" + weights, 6)


def unpacked(content: bytes) -> Weights:
    """The model that `packed` made bytes of."""
    head_line, _end, rest = zlib.decompress(content).partition(b"\n")
    head = json.loads(head_line)
    weights = array("f", struct.unpack(f"<{len(rest) // 4}f", rest))
    places = {group: place for place, group in enumerate(head["groups"])}
    return Weights(places, head["rarity"], tuple(head["codes"]), weights, tuple(head["bias"]), head["heat"])
