"""The main job on real input: 2,434 complaints about cars that nobody here wrote become cases, searchable and counted."""

import csv
import gzip
from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from open315.cases.models import Case
from open315.core import jobs, search
from open315.core.text import fold, letters
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.sheet_import.columns import Defaults, Mapping, Target
from open315.traders.models import Trader
from open315.traders.types import TraderKind
from tests.plumbing import SHARED_DATA

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ROWS = 2434
HOW = {
    "complaint_id": Target.SOURCE_REF,
    "date": Target.RECEIVED_AT,
    "brand": Target.TRADER_NAME,
    "series": Target.GOODS_TEXT,
    "model": Target.GOODS_TEXT,
    "summary": Target.TITLE,
    "problem_codes": Target.KEEP,
    "status": Target.STATE,
}


@pytest.fixture
def content() -> bytes:
    return gzip.decompress((SHARED_DATA / "car_complaints" / "car_complaints_2020.csv.gz").read_bytes())


@pytest.fixture
def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode())))


def run_import(cast: Any, content: bytes, *, state: str = "on_record") -> SheetImport:
    """Upload, say how to read it, start, and let the worker run. As history, unless they are to be dealt with."""
    actor = cast.actor("clerk")
    file = SimpleUploadedFile("car_complaints_2020.csv", content)
    council = cast.bodies["wuhan"].pk
    job = services.receive_sheet(file, source="car complaints", council_id=council, actor=actor, at=AT)
    guessed = Mapping.from_data(job.mapping)
    columns = {place: HOW[heading] for place, heading in enumerate(guessed.headings)}
    defaults = Defaults(
        region_code="420100", trader_kind="manufacturer", goods="vehicles", nature="quality", state=state
    )
    services.set_mapping(
        job.pk, Mapping("", guessed.heading_row, guessed.headings, columns, defaults), actor=actor, at=AT
    )
    job = services.start_import(job.pk, actor=actor, at=AT)
    jobs.run(job.job_id)
    job.refresh_from_db()
    return job


def found(query: str) -> set[str]:
    ids = search.newest("case_search", query, limit=ROWS)
    return set(Case.objects.filter(pk__in=ids).values_list("source_ref", flat=True))


def test_every_row_is_a_case_against_its_trader_and_found_by_any_part_of_its_words(
    cast: Any, content: bytes, rows: list[dict[str, str]]
) -> None:
    job = run_import(cast, content)
    assert (job.state, job.rows_total, job.rows_done) == ("done", ROWS, ROWS)
    assert (job.rows_new, job.rows_known, job.rows_wrong) == (ROWS, 0, 0)

    assert Case.objects.count() == ROWS == len(rows)
    kept = {case.source_ref: case for case in Case.objects.select_related("trader")}
    for row in rows:
        case = kept[row["complaint_id"]]
        assert case.title == row["summary"].strip()
        assert case.received_on.isoformat() == row["date"]
        assert case.trader.name == case.trader_name == row["brand"].strip()
        assert case.trader.kind == TraderKind.MANUFACTURER
    assert Trader.objects.count() == len({fold(row["brand"]) for row in rows})
    assert Counter(case.trader_name for case in kept.values()) == Counter(row["brand"].strip() for row in rows)

    assert found("變速箱") == found("变速箱") == containing(rows, "变速箱")
    assert len(found("變速箱")) > 100
    for part in ("速箱", "异响", "異響", "发动机", "漏油", "東風 變速", "逍客"):
        assert found(part) == containing(rows, part), part


def containing(rows: list[dict[str, str]], query: str) -> set[str]:
    """What a plain look through all rows finds."""
    return {
        row["complaint_id"]
        for row in rows
        if all(
            any(letters(word) in letters(row[column]) for column in ("summary", "brand"))
            or letters(word) in letters(f"{row['series']} {row['model']}")
            for word in query.split()
        )
    }


def test_the_same_sheet_again_adds_nothing_and_names_the_cases_there_are(cast: Any, content: bytes) -> None:
    run_import(cast, content)
    numbers = set(Case.objects.values_list("number", flat=True))
    again = run_import(cast, content)
    assert (again.state, again.rows_new, again.rows_known, again.rows_wrong) == ("done", 0, ROWS, 0)
    assert set(Case.objects.values_list("number", flat=True)) == numbers


def test_the_headings_are_guessed_without_help(cast: Any, content: bytes) -> None:
    job = services.receive_sheet(
        SimpleUploadedFile("a.csv", content), source="x", council_id=cast.bodies["wuhan"].pk, actor=cast.actor("clerk"), at=AT
    )  # fmt: skip
    mapping = Mapping.from_data(job.mapping)
    guessed = {mapping.headings[place]: target for place, target in mapping.columns.items()}
    assert guessed == {heading: target for heading, target in HOW.items() if target is not Target.KEEP}
