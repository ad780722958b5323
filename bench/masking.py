"""What `core.redaction` hides in real texts that hold nothing to hide: their identifiers were taken out by whoever published them.

Everything it finds there is one too many, so the fewer the better. The texts stay where they are: nothing of them is kept in
the tree, for most of them no licence is stated.
"""

import argparse
import csv
import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from open315.core.redaction import redact

DATA = Path(os.environ.get("OPEN315_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
SAMPLE = {
    "teddycup2020c/messages_until_2019-06.csv.gz": ("title", "detail", 400),
    "teddycup2020c/replies_train.csv.gz": ("reply", "", 200),
    "car_complaints/car_complaints_2020.csv.gz": ("model", "summary", 500),
    "reviews/online_shopping_reviews_train.csv.gz": ("review", "", 400),
    "reviews/food_delivery_reviews_train.csv.gz": ("review", "", 200),
    "sms/sms_spam_train.csv.gz": ("text", "", 150),
    "forum_comments/forum_spam_train.csv.gz": ("text", "", 150),
}
"""File: the columns that make a text, and how many texts, at even distances."""
READABLE = {
    "amounts": re.compile(r"[0-9][0-9.,]*\s?(?:元|块|万|￥)|[¥￥$]\s?[0-9][0-9.,]*"),
    "dates": re.compile(r"(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}(?:\s?[-/.月]\s?[0-9]{1,2})?"),
    "models": re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9-]{0,11}[0-9])[A-Za-z][A-Za-z0-9-]{1,11}(?![A-Za-z0-9])"),
    "order numbers": re.compile(r"(?:单号|单|编号|尾号)[号:：是为\s]{0,3}[A-Za-z0-9]{6,24}"),
}
"""What has to stay readable, found by patterns that know nothing of redaction."""


def texts(data: Path, times: int = 1) -> Iterator[str]:
    """The texts of the sample, in the order of the files; with `times` as many more."""
    for name, (first, second, count) in SAMPLE.items():
        with gzip.open(data / name, "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        wanted = count * times
        for at in range(min(wanted, len(rows))):
            row = rows[at * len(rows) // wanted if wanted <= len(rows) else at]
            yield "\n".join(filter(None, (row[first] or "", row[second] or "" if second else "")))


def main() -> None:
    """Measure and print; with --show also what was hidden, for eyes on this machine only."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=DATA)
    asked.add_argument("--times", type=int, default=1, help="as many times 2,000 texts")
    asked.add_argument("--show", action="store_true", help="print what was hidden, with what stands around it")
    given = asked.parse_args()
    sample = list(texts(given.data, given.times))
    print(f"{len(sample)} texts, {sum(map(len, sample)):,} signs")
    _measure(sample, show=given.show)


def _measure(sample: list[str], *, show: bool) -> None:
    kinds: Counter[str] = Counter()
    kept, lost = Counter[str](), Counter[str]()
    touched, begun = 0, time.process_time()
    found = [redact(text).found for text in sample]
    took = time.process_time() - begun
    for text, hidden in zip(sample, found, strict=True):
        touched += bool(hidden)
        kinds.update(each.kind for each in hidden)
        for name, pattern in READABLE.items():
            for match in pattern.finditer(text):
                spoilt = any(each.start < match.end() and match.start() < each.end for each in hidden)
                (lost if spoilt else kept)[name] += 1
        for each in hidden if show else ():
            print(f"  {each.kind}: {text[max(0, each.start - 12) : each.end + 8]!r}")
    print(f"hidden: {sum(kinds.values())} pieces in {touched} texts {dict(kinds.most_common())}")
    for name in READABLE:
        print(f"{name}: {lost[name]} of {kept[name] + lost[name]} no longer readable")
    print(f"{took * 1e6 / max(1, len(sample)):.0f} µs a text")


if __name__ == "__main__":
    main()
