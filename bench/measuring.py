"""The measurements. Each returns rows of a table: what, product, reference, ratio, budget."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from bench.filling import CHUNK, FAULTS, THINGS, fill, texts
from bench.load import load
from bench.machine import percentile, ratio, timed
from bench.rows import Row
from bench.servers import granian
from open315.cases.models import Case
from open315.core import search
from open315.core.text import bigrams

PRODUCT = "open315.config.wsgi:application"
BARE = "bench.references.bare:application"


def intake(environment: dict[str, str], *, rounds: int, seconds: int, label: str) -> Iterator[Row]:
    """Filing through the public API beside the bare view, in turn."""
    workers = 2 if "postgresql" in environment["OPEN315_DATABASE"] else 1
    product, bare, p50, p99, wrong = [], [], [], [], 0
    with (
        granian(PRODUCT, environment, workers=workers, threads=4, probe="/healthz") as ours,
        granian(BARE, environment, workers=workers, threads=4, probe="/none") as theirs,
    ):
        load(f"{ours}/api/v1/cases", seconds=2)
        load(f"{theirs}/bare", seconds=2)
        for _ in range(rounds):
            seen = load(f"{ours}/api/v1/cases", seconds=seconds)
            product.append(seen.rate)
            p50.append(seen.p50)
            p99.append(seen.p99)
            wrong += seen.wrong
            bare.append(load(f"{theirs}/bare", seconds=seconds).rate)
    must = "≥ 30 % of the bare view, p99 ≤ 150 ms" if workers == 2 else "≥ 150/s"
    latency = f"p50 {statistics.median(p50):.0f} ms, p99 {statistics.median(p99):.0f} ms, {wrong} not 2xx"
    yield Row(
        f"intake, public API, 16 clients, {label}",
        f"{statistics.median(product):.0f}/s, {latency}",
        f"bare view {statistics.median(bare):.0f}/s",
        f"{ratio(product, bare):.0%}",
        must,
    )


def words(count: int) -> list[str]:
    """Queries of two to eight characters, common and rare, some across words."""
    return [*(each[:2] for each in (*THINGS, *FAULTS)), *parts_of_texts(count, 7)][:count]


def parts_of_texts(count: int, seed: int) -> list[str]:
    """Parts of texts like those in the database."""
    pick, found = random.Random(seed), []
    for _title, narrative, _trader in texts(count, 308 + seed):
        start = pick.randrange(0, len(narrative) - 9)
        found.append(narrative[start : start + pick.randrange(2, 9)])
    return [each for each in found if bigrams(each)]


def searches(label: str, *, count: int = 120) -> Iterator[Row]:
    """The newest 50 hits, as the list asks for them, beside the plain bigram index of the reference.

    Both are asked other things first: what was written before has driven them out of memory.
    """
    for query in parts_of_texts(count, 8):
        search.newest("case_search", query, limit=50)
        _plain(query)
    queries = words(count)
    ours, plain = [], []
    for query in queries:
        ours.append(timed(lambda: search.newest("case_search", query, limit=50) is not None))  # noqa: B023
        plain.append(timed(lambda: _plain(query) is not None))  # noqa: B023
    yield Row(
        f"search, newest 50, {label}",
        f"p50 {statistics.median(ours):.1f} ms, p95 {percentile(ours, 0.95):.1f} ms",
        f"plain bigrams p50 {statistics.median(plain):.1f} ms, p95 {percentile(plain, 0.95):.1f} ms",
        f"{percentile(ours, 0.95) / max(percentile(plain, 0.95), 0.001):.1f} ×",
        "p95 ≤ 60 ms",
    )


def build_plain() -> None:
    """The reference index: FTS5 over pre-split bigrams, or a tsvector of them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE IF EXISTS bench_plain")
            cursor.execute("CREATE VIRTUAL TABLE bench_plain USING fts5(tokens, content='', detail=full)")
        else:
            cursor.execute("DROP TABLE IF EXISTS bench_plain")
            cursor.execute("CREATE TABLE bench_plain (id bigint PRIMARY KEY, tokens tsvector)")
        rows = Case.objects.order_by("id").values_list("id", "title", "narrative").iterator(chunk_size=5000)
        batch: list[tuple[int, str]] = []
        for pk, title, narrative in rows:
            batch.append((pk, " ".join(bigrams(f"{title} {narrative}"))))
            if len(batch) == CHUNK:
                _write_plain(cursor, batch)
                batch.clear()
        _write_plain(cursor, batch)
        if connection.vendor != "sqlite":
            cursor.execute("CREATE INDEX bench_plain_gin ON bench_plain USING gin (tokens)")
            cursor.execute("ANALYZE bench_plain")


def _write_plain(cursor: object, batch: list[tuple[int, str]]) -> None:
    if connection.vendor == "sqlite":
        cursor.executemany("INSERT INTO bench_plain (rowid, tokens) VALUES (%s, %s)", batch)  # type: ignore[attr-defined]
    else:
        cursor.executemany(  # type: ignore[attr-defined]
            "INSERT INTO bench_plain VALUES (%s, %s::tsvector)",
            [
                (pk, " ".join(f"'{each}':{n + 1}" for n, each in enumerate(tokens.split()[:16000])))
                for pk, tokens in batch
            ],
        )


def _plain(query: str) -> list[int]:
    tokens = bigrams(query)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            phrase = '"' + " ".join(tokens) + '"'
            cursor.execute(
                "SELECT rowid FROM bench_plain WHERE bench_plain MATCH %s ORDER BY rowid DESC LIMIT 50", [phrase]
            )
        else:
            phrase = " <-> ".join(f"'{each}'" for each in tokens)
            cursor.execute("SELECT id FROM bench_plain WHERE tokens @@ %s::tsquery ORDER BY id DESC LIMIT 50", [phrase])
        return [row[0] for row in cursor.fetchall()]


def filled(total: int, last: datetime) -> str:
    """Fill up to `total` and say how long it took."""
    begun = time.perf_counter()
    added = fill(total, last)
    return f"{added:,} cases added in {time.perf_counter() - begun:.0f} s"
