"""Every row of every table, before a step and after it: what it wrote, and that a refusal wrote nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.test import override_settings

from conftest import forget, quick
from open315.core.audit.models import AuditEntry, AuditWords
from open315.core.audit.words import data_of
from tests.written import note_everything

NOT_LOOKED_AT = frozenset(
    {
        "org.Region",
        "org.RegionName",
        "core.CalendarYear",
        "core.CalendarDay",
        "auth.Permission",
        "contenttypes.ContentType",
    }
)
"""Thousands of rows that come with the software."""

Row = dict[str, Any]
Rows = dict[Any, Row]
Change = tuple[str, Row]
World = TypeVar("World")


def everything() -> dict[str, Rows]:
    """Every row of every table by its key."""
    filled = _filled()
    return {
        model._meta.label: {row[model._meta.pk.attname]: _plain(row) for row in _all(model).values()}
        if model._meta.db_table in filled
        else {}
        for model in _looked_at()
    }


def _looked_at() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.label not in NOT_LOOKED_AT]


def _filled() -> set[str]:
    """The tables that hold a row: most hold none, and asking each by itself takes most of the time."""
    tables = [model._meta.db_table for model in _looked_at()]
    each = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return {name for (name,) in cursor.fetchall()}


def stored() -> dict[str, list[Any]]:
    """The same as the database stores it: for comparing alone, in a tenth of the time."""
    filled, found = _filled(), dict[str, list[Any]]()
    with connection.cursor() as cursor:
        for model in _looked_at():
            rows = []
            if model._meta.db_table in filled:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"')
                rows = cursor.fetchall()
            found[model._meta.label] = rows
    return found


def _all(model: type[models.Model]) -> Any:
    return model._base_manager.order_by("pk")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def difference(before: dict[str, Rows], after: dict[str, Rows]) -> dict[str, list[Change]]:
    """Table → what was added ("+"), what was changed of which row ("~"), what was removed ("-").

    What was typed in an act, which lies sealed beside its audit entry, is told as a part of it.
    """
    found: dict[str, list[Change]] = {}
    for table, rows in after.items():
        old = before[table]
        changes: list[Change] = [("+", row) for key, row in rows.items() if key not in old]
        for key in (key for key in rows if key in old):
            if moved := {name: value for name, value in rows[key].items() if value != old[key][name]}:
                changes.append(("~", {"of": old[key], **moved}))
        changes += [("-", row) for key, row in old.items() if key not in rows]
        if changes:
            found[table] = changes
    for _how, row in found.pop("core.AuditWords", []):
        entry = next(each for _new, each in found["core.AuditEntry"] if each["id"] == row["entry_id"])
        beside = AuditEntry(pk=row["entry_id"], data=entry["data"])
        beside.words = AuditWords(**row)
        entry["data"] = data_of(beside)
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@contextmanager
def standing(build: Callable[[], World], **settings: Any) -> Iterator[World]:
    """What `build` makes, in a transaction of its own around all tests of a module."""
    around = transaction.atomic()
    vars(around)["_from_testcase"] = True  # like the transaction of a single test: it is none of the product's
    with override_settings(**quick(), **settings), around:
        forget()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            note_everything()  # the last tests of the module read what goes now, and may have been asked what they wrote


def changes(act: Callable[[], Any]) -> dict[str, list[Change]]:
    """Everything that `act` changes in any table (see `difference`)."""
    before = everything()
    act()
    return difference(before, everything())


@contextmanager
def nothing_changes(but: tuple[str, ...] = ()) -> Iterator[None]:
    """Fails when what happens inside leaves any table other than it was, except those of `but`."""
    before = _without(but, stored())
    yield
    now = _without(but, stored())
    assert now == before, sorted(table for table in now if now[table] != before.get(table))


def _without(tables: tuple[str, ...], all_of_them: Any) -> Any:
    return {table: rows for table, rows in all_of_them.items() if table not in tables}


DRAFTS = ("core.Draft", "core.Bucket")
"""What a refused form may leave behind: what was typed, and that it was counted."""


def in_the_audit_log(
    found: dict[str, list[Change]], cast: Any, who: str, body: int, event: str, thing: tuple[str, str], data: Any
) -> None:
    """One entry is new among what was found: what was done, when, by whom, for which body, and to what. The body is said by hand."""
    ((how, entry),) = found["core.AuditEntry"]
    assert how == "+"
    assert {name: value for name, value in entry.items() if name not in {"id", "trace"}} == {
        "at": cast.at, "event": event, "actor_kind": "staff", "account_id": cast.accounts[who].pk, "organisation_id": body,
        "actor_label": who, "object_type": thing[0], "object_id": thing[1], "data": data,
    }  # fmt: skip
