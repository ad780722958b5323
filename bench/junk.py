"""How well the rules of `open315.inbox.junk` tell junk: on short messages that people marked, and on what people really complain of. Called by script/junk.

Every fifth short message, by a hash of its words, was held back: the rules were not looked at on it. The texts state no licence and are not shipped.
"""

import csv
import gzip
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from open315.inbox.junk import looks_like_junk

HERE = Path(__file__).resolve().parents[1]
LETTERS = {
    "letters of citizens": ("teddycup2020c/labeled_train.csv.gz", "detail"),
    "complaints about cars": ("car_complaints/car_complaints_2020.csv.gz", "summary"),
    "questions to lawyers": ("legal_consultations/consultation_topics_train.csv", "question"),
    "bad reviews of goods": ("reviews/online_shopping_reviews_train.csv.gz", "review"),
}


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a data set."""
    path = folder / name
    with gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def is_held_back(text: str) -> bool:
    """Whether the rules were not looked at on this text."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0


def main() -> None:
    """Print the figures."""
    folder = Path(os.environ.get("OPEN315_SHARED_DATA", HERE.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"script/junk needs the data sets, and {folder} is not there")
    messages = list(rows(folder, "sms/sms_spam_train.csv.gz"))
    for name, held in (("looked at", False), ("held back", True)):
        part = [
            (looks_like_junk(each["text"]), each["label"] == "1")
            for each in messages
            if is_held_back(each["text"]) is held
        ]
        right, found, junk = sum(a and b for a, b in part), sum(a for a, _b in part), sum(b for _a, b in part)
        words = f"{len(part)} short messages, {junk} of them junk: {found} set aside, {right} rightly"
        print(f"{name}: {words}; precision {right / found:.3f}, recall {right / junk:.3f}")
    for name, (path, column) in LETTERS.items():
        texts = [each[column] for each in rows(folder, path) if each.get("positive", "0") == "0"]
        print(f"{name}: {sum(map(looks_like_junk, texts))} of {len(texts)} set aside, all wrongly")


if __name__ == "__main__":
    sys.exit(main())
