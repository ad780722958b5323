"""What can be seen of the small world by the code of the present state: recorded with an archive, looked at again after the upgrade."""

from datetime import date
from typing import Any

from open315.cases import services as cases
from open315.cases.models import Case
from open315.core import search
from open315.core.access import SYSTEM
from open315.core.facts import Breakdown, Period, Scope, compute, specs
from open315.core.ops.archive.tables import archived_models
from tests.upgrade.world import HERS, PHONE

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), date(2026, 5, 12))
WORDS = ("冰箱", "手机开不了", "示例商行甲", "商家拒絕處理", PHONE)
COLUMNS = ("state", "kind", "title", "next_due_on", "received_at", "closed_at", "result", "recovered_cents", "version")


def seen() -> dict[str, Any]:
    """Rows a table, each case, each figure of the year, what some words find, and the query code of one case."""
    code = cases.query_code(Case.objects.get(title=HERS).pk)
    return {"rows": _rows(), "cases": _cases(), "facts": _facts(), "found": _found(), "query_code": code}


def _rows() -> dict[str, int]:
    return {model._meta.db_table: model._base_manager.count() for model in archived_models()}


def _cases() -> dict[str, dict[str, str]]:
    """Of each case by its number: the columns an officer lives by, as text."""
    return {
        row["number"]: {name: str(row[name]) for name in COLUMNS} for row in Case.objects.values("number", *COLUMNS)
    }


def _facts() -> dict[str, str]:
    """Each figure the province has of the year; of a table, its lines."""
    found = {spec.key: compute(spec.key, YEAR, Scope(region="42"), SYSTEM) for spec in specs()}
    return {key: _value(fact) for key, fact in found.items()}


def _value(found: Any) -> str:
    if isinstance(found, Breakdown):
        return " ".join(f"{code}:{fact.value}" for code, _label, fact in found.lines)
    return str(found.value)


def _found() -> dict[str, list[str]]:
    numbers = dict(Case.objects.values_list("pk", "number"))
    return {words: sorted(numbers[pk] for pk in search.newest("case_search", words, limit=50)) for words in WORDS}
