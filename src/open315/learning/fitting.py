"""Finding the weights: a linear support vector machine on groups of one to three signs, by scikit-learn.

The card comes from cases that were not shown: each third of them is told by what the other two thirds taught. The same samples give the same model.
"""

import importlib.util
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.learning.rules.grams import known_groups, vector
from open315.learning.rules.linear import Weights
from open315.learning.types import REST, Card, OfCode, Sample

FOLDS = 3
LEAST_CASES = 20
"""Cases of a code below which it is not learned: less than seven would be left to show how well it is told."""
LEAST_TEXTS = 5
"""Cases that must have a group of signs: below, it could be the name of one person."""
MOST_GROUPS = 40_000
HEATS = tuple(0.05 * 1.15**step for step in range(30))
LOOSENESS = 0.5
"""The machine's C, and each code weighs the same however many cases it has: both chosen on what `script/learning` does not hold back."""
SEED = 315
Tell = Callable[[int], None]
"""Told how many of `PARTS` are done."""
PARTS = FOLDS + 1


def is_there() -> bool:
    """Whether the packages of `learning` are installed."""
    return importlib.util.find_spec("sklearn") is not None


def fit(
    samples: Sequence[Sample], tell: Tell = lambda _done: None, *, least_texts: int = LEAST_TEXTS
) -> tuple[Weights, Card]:
    """Learn from samples. InvalidInput where fewer than two codes have enough cases, or the packages are not there."""
    if not is_there():
        raise InvalidInput(
            _("The packages for learning are not installed. See “Suggestions” in the guide of operations.")
        )
    numbers = Counter(each.code for each in samples)
    enough = {code for code, number in numbers.items() if number >= LEAST_CASES}
    rest = [Sample(each.text, REST) for each in samples if each.code not in enough]
    shown = [each for each in samples if each.code in enough] + (rest if len(rest) >= LEAST_CASES else [])
    if len(enough) < 2:
        raise InvalidInput(
            _("There is too little to learn from: at least two codes need %(least)s handled cases each.")
            % {"least": LEAST_CASES}
        )
    scores = _scores_of_unseen(shown, sorted({each.code for each in shown}), tell, least_texts)
    weights = _weights(shown, least_texts)
    heat = _heat(scores, [weights.codes.index(each.code) for each in shown])
    tell(PARTS)
    final = Weights(weights.places, weights.rarity, weights.codes, weights.weights, weights.bias, heat)
    return final, _card(shown, scores, weights.codes, tuple(sorted(set(numbers) - enough)))


def _scores_of_unseen(samples: Sequence[Sample], codes: list[str], tell: Tell, least_texts: int) -> list[list[float]]:
    """The scores of each sample by a model that was not shown it. Each third has every code: it has at least twenty cases."""
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415  (an extra: the packages of `learning`)

    scores: list[list[float]] = [[] for _each in samples]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for done, (shown, unseen) in enumerate(folds.split(samples, [each.code for each in samples]), 1):
        model = _weights([samples[at] for at in shown], least_texts)
        for at in unseen:
            found = vector(samples[at].text, model.places, model.rarity)
            scores[at] = model.scores(found)
        tell(done)
    return scores


def _weights(samples: Sequence[Sample], least_texts: int) -> Weights:
    from scipy.sparse import csr_matrix  # noqa: PLC0415  (an extra: the packages of `learning`)
    from sklearn.svm import LinearSVC  # noqa: PLC0415  (an extra: the packages of `learning`)

    places, rarity = known_groups((each.text for each in samples), least=least_texts, most=MOST_GROUPS)
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for each in samples:
        found = vector(each.text, places, rarity)
        columns.extend(found)
        values.extend(found.values())
        ends.append(len(columns))
    table = csr_matrix((values, columns, ends), shape=(len(samples), len(places)))
    machine = LinearSVC(C=LOOSENESS, class_weight="balanced", random_state=SEED).fit(
        table, [each.code for each in samples]
    )
    return _as_weights(places, rarity, machine)


def _as_weights(places: dict[str, int], rarity: list[float], machine: Any) -> Weights:
    """With two codes the machine keeps one row, which speaks for the second."""
    rows, bias = machine.coef_.tolist(), machine.intercept_.tolist()
    if len(rows) == 1:
        rows, bias = [[-each for each in rows[0]], rows[0]], [-bias[0], bias[0]]
    by_group = array("f", (row[place] for place in range(len(places)) for row in rows))
    return Weights(places, rarity, tuple(str(each) for each in machine.classes_), by_group, tuple(bias), 1.0)


def _heat(scores: Sequence[Sequence[float]], right: Sequence[int]) -> float:
    """The temperature at which the right codes are likeliest, held to be wrong once more than they were: never quite sure (after Platt 1999)."""
    import numpy as np  # noqa: PLC0415  (an extra: the packages of `learning`)

    table, at = np.array(scores), np.array(right)
    doubt = 1 / (len(at) + 2)

    def surprise(heat: float) -> float:
        raised = table / heat
        raised = raised - raised.max(axis=1, keepdims=True)
        log_shares = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
        of_right = log_shares[np.arange(len(at)), at]
        of_others = (log_shares.sum(axis=1) - of_right) / (table.shape[1] - 1)
        return float(-((1 - doubt) * of_right + doubt * of_others).mean())

    return min(HEATS, key=surprise)


def _card(
    samples: Sequence[Sample], scores: list[list[float]], codes: tuple[str, ...], too_few: tuple[str, ...]
) -> Card:
    told = [codes[max(range(len(codes)), key=each.__getitem__)] for each in scores]
    there = Counter(each.code for each in samples)
    said = Counter(told)
    found = Counter(each.code for each, code in zip(samples, told, strict=True) if each.code == code)
    return Card(len(samples), tuple(OfCode(code, there[code], found[code], said[code]) for code in codes), too_few)
