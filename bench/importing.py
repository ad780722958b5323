"""The sheet import as the worker does it, beside a plain load of the same texts.

Product: a CSV file with number, day, name, telephone, trader, place, title, narrative and amount goes through reading,
conversion, all checks, numbering, sealing of the identity, routing, clock, timeline, audit, search index and the result
file. Reference: COPY (on SQLite executemany) of the same texts into the table of the bare view, which has a key and three
indexes. Rows are random, so every round adds new cases, and traders become known over the rounds as they do in life.
"""

import csv
import random
import statistics
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import get_resolver

from bench.filling import texts
from bench.machine import ratio
from bench.references import tables
from bench.rows import Row
from open315.core import clock, jobs
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.sheet_import.columns import Defaults, Mapping, Target
from open315.org.models import Account, Organisation
from open315.org.queries import actor_for

HEADINGS = ("編號", "日期", "姓名", "電話", "商家", "地區", "標題", "內容", "金額")
TARGETS = (
    Target.SOURCE_REF, Target.RECEIVED_AT, Target.NAME, Target.PHONE, Target.TRADER_NAME, Target.REGION,
    Target.TITLE, Target.NARRATIVE, Target.AMOUNT,
)  # fmt: skip


def imports(label: str, last: datetime, *, rounds: int, rows: int) -> Iterator[Row]:
    """Rows a second of both, in turn. A worker that runs has its program in memory, so that is loaded before."""
    _ = get_resolver().url_patterns
    ours, plain = [], []
    for turn in range(rounds):
        seed = 1000 + turn
        ours.append(_imported(rows, seed, last))
        plain.append(_copied(rows, seed, last))
    yield Row(
        f"sheet import, {rows:,} rows, {label}",
        f"{statistics.median(ours):,.0f} rows/s (best {max(ours):,.0f})",
        f"plain load into a table with three indexes {statistics.median(plain):,.0f} rows/s",
        f"{ratio(ours, plain):.1%}",
        "≥ 3 % of COPY (about 5,000 rows/s)" if connection.vendor == "postgresql" else "–",
    )


def _imported(rows: int, seed: int, last: datetime) -> float:
    council = Organisation.objects.filter(kind="council").order_by("id")[0]
    actor = actor_for(Account.objects.get(username="bench"), clock.today())
    if actor is None:
        raise SystemExit("bench: nobody may import")
    file = SimpleUploadedFile("bench.csv", _sheet(rows, seed, last))
    job = services.receive_sheet(file, source=f"bench {seed}", council_id=council.pk, actor=actor, at=last)
    guessed = Mapping.from_data(job.mapping)
    columns = dict(enumerate(TARGETS))
    wanted = Mapping("", guessed.heading_row, guessed.headings, columns, Defaults(region_code="420100"))
    services.set_mapping(job.pk, wanted, actor=actor, at=last)
    job = services.start_import(job.pk, actor=actor, at=last)
    begun = time.perf_counter()
    jobs.run(job.job_id)
    taken = time.perf_counter() - begun
    done = SheetImport.objects.get(pk=job.pk)
    if (done.state, done.rows_new) != ("done", rows):
        raise SystemExit(f"bench: the import ended {done.state} with {done.rows_new} new rows: {done.job}")
    return rows / taken


def _sheet(rows: int, seed: int, last: datetime) -> bytes:
    pick, text = random.Random(seed), StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for number, (title, narrative, trader) in enumerate(texts(rows, seed)):
        day = last - timedelta(days=pick.randrange(1, 700))
        phone, amount = f"139{pick.randrange(10**8):08d}", pick.randrange(20, 90000)
        name, place = f"示例商行{trader}號", "武漢市江漢區"
        writer.writerow([f"{seed}-{number}", f"{day:%Y-%m-%d}", "測試人", phone, name, place, title, narrative, amount])
    return text.getvalue().encode()


def _copied(rows: int, seed: int, last: datetime) -> float:
    tables.create_bare()
    columns = "title, narrative, place, received_at, trader"
    values = [
        (title, narrative, "420103", last - timedelta(minutes=number), f"示例商行{trader}號")
        for number, (title, narrative, trader) in enumerate(texts(rows, seed))
    ]
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO bench_bare ({columns}) VALUES (%s, %s, %s, %s, %s)", values)
        else:
            with cursor.copy(f"COPY bench_bare ({columns}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
    return rows / (time.perf_counter() - begun)
