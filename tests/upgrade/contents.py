"""Whether the columns that an archive and today's tables both have hold the same, row by row."""

import gzip
import json
import tarfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from open315.core.ops.archive import rows
from open315.core.ops.archive.states import FIRST_COLUMNS
from open315.core.ops.archive.tables import archived_models


def changed(archive: Path) -> dict[str, list[str]]:
    """Of each table that is still there, the columns of which some row says something else than the archive does."""
    found = {}
    with tarfile.open(archive) as tar:
        tables = json.loads(_read(tar, "manifest.json"))["tables"]
        first = tomllib.loads(FIRST_COLUMNS.read_text(encoding="utf-8"))
        for model in archived_models():
            name = model._meta.db_table
            if name not in tables:
                continue
            then = tables[name].get("columns") or first[name].split()
            now = {field.attname for field in model._meta.concrete_fields}
            lines = gzip.decompress(_read(tar, f"tables/{name}.jsonl.gz")).splitlines()
            before = [dict(zip(then, json.loads(line), strict=True)) for line in lines]
            both = [column for column in then if column in now]
            different = [column for column in both if _values(before, column, model) != _today(model, column)]
            if different:
                found[name] = different
    return found


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    assert file is not None
    return file.read()


def _values(before: list[dict[str, Any]], column: str, model: Any) -> Counter[bytes]:
    key = model._meta.pk.attname
    return Counter(rows.line([row[key], row[column]]) for row in before)


def _today(model: Any, column: str) -> Counter[bytes]:
    return Counter(_lines(model, column))


def _lines(model: Any, column: str) -> Iterator[bytes]:
    for pair in model._base_manager.values_list(model._meta.pk.attname, column):
        yield rows.line(pair)
