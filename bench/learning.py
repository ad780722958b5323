"""How well the learning of `open315.learning` does on texts that people marked: messages of citizens with one of seven headings. Called by script/learning.

Every fifth message, by a hash of its words, is held back: nothing was tuned on it, and the model is not shown it. The texts state no licence and
are not shipped, nor is anything learned from them.
"""

import csv
import gzip
import hashlib
import os
import sys
import time
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from open315.learning.fitting import fit
from open315.learning.rules.linear import Weights, packed, suggest
from open315.learning.types import OfCode, Sample, Subject

HERE = Path(__file__).resolve().parents[1]
DATA = "teddycup2020c/labeled_train.csv.gz"


def samples(folder: Path) -> list[Sample]:
    """The messages as samples."""
    with gzip.open(folder / DATA, "rt", encoding="utf-8") as file:
        return [Sample(f"{row['title']}\n{row['detail'].strip()}", row["label"]) for row in csv.DictReader(file)]


def is_held_back(each: Sample) -> bool:
    """Whether it is in the fifth that nothing was tuned on."""
    return int(hashlib.sha256(each.text.encode()).hexdigest(), 16) % 5 == 0


def told(model: Weights, found: list[Sample]) -> list[tuple[str, float]]:
    """The first code of each, and its share."""
    suggested = [suggest(Subject.GOODS, model, each.text) for each in found]
    return [(each.likely[0].code, each.likely[0].share) if each else ("", 0.0) for each in suggested]


def by_code(found: list[Sample], said: list[tuple[str, float]]) -> list[OfCode]:
    """Hits by heading."""
    there = Counter(each.code for each in found)
    named = Counter(code for code, _share in said)
    right = Counter(each.code for each, (code, _share) in zip(found, said, strict=True) if each.code == code)
    return [OfCode(code, there[code], right[code], named[code]) for code in sorted(there)]


def plain(shown: list[Sample], held: list[Sample]) -> list[tuple[str, float]]:
    """The reference: the library's own groups of one to three signs and the same machine as it comes, without shares and reasons."""
    signs = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    machine = LinearSVC(random_state=0).fit(
        signs.fit_transform([each.text for each in shown]), [each.code for each in shown]
    )
    return [(str(code), 0.0) for code in machine.predict(signs.transform([each.text for each in held]))]


def main() -> None:
    """Print the figures."""
    folder = Path(os.environ.get("OPEN315_SHARED_DATA", HERE.parent / "shared" / "data"))
    if not (folder / DATA).is_file():
        sys.exit(f"There is no {DATA} in the data folder; name the folder in OPEN315_SHARED_DATA.")
    every = samples(folder)
    shown, held = [each for each in every if not is_held_back(each)], [each for each in every if is_held_back(each)]
    began = time.perf_counter()
    model, card = fit(shown)
    taught = time.perf_counter() - began
    began = time.perf_counter()
    said = told(model, held)
    each_took = (time.perf_counter() - began) / len(held) * 1000
    codes = by_code(held, said)
    print(
        f"learned from {len(shown)} messages in {taught:.0f} s; {len(packed(model)) / 1e6:.1f} MB; {each_took:.1f} ms a suggestion"
    )
    print(f"on thirds not shown: macro-F1 {card.macro_f1:.3f}, right {card.right:.1%}")
    print(
        f"on the {len(held)} held back: macro-F1 {sum(each.f1 for each in codes) / len(codes):.3f}, "
        f"right {sum(each.found for each in codes) / len(held):.1%}"
    )
    reference = by_code(held, plain(shown, held))
    print(f"on the same by the reference: macro-F1 {sum(each.f1 for each in reference) / len(reference):.3f}")
    for each in codes:
        print(f"  {each.code}\t{each.cases} messages, {each.found} of {each.told} suggested right, F1 {each.f1:.2f}")
    for low, high in ((0.0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        some = [each.code == code for each, (code, share) in zip(held, said, strict=True) if low <= share < high]
        if some:
            print(
                f"  said {low:.0%} to {min(high, 1):.0%} sure: {len(some)}, of them right {sum(some) / len(some):.0%}"
            )


if __name__ == "__main__":
    main()
