"""The state of the database in which a backup was made: its migrations, its tables, and the order of their columns."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from open315.core.ops.archive.manifest import Manifest
from open315.core.ops.archive.rows import Table, table_of

FIRST_COLUMNS = Path(__file__).with_name("first_columns.toml")
Node = tuple[str, str]


def unknown(manifest: Manifest) -> list[str]:
    """The migrations of the backup that this version does not have: a later version made it, or another program."""
    known = {".".join(node) for node in _loader().disk_migrations}
    return sorted(set(manifest.migrations) - known)


def is_earlier(manifest: Manifest) -> bool:
    """Whether this version has migrations that the backup had not gone through."""
    return {".".join(node) for node in _loader().disk_migrations} != set(manifest.migrations)


def reach(manifest: Manifest) -> Any:
    """Bring a database without anything worth keeping to the state of the backup; its models as they were then.

    IrreversibleError when the database is ahead and there is no way back.
    """
    there: set[Node] = {(app, name) for app, _, name in (each.partition(".") for each in manifest.migrations)}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    last = [
        node
        for node in there
        if not any(child in there and child[0] == node[0] for child in graph.node_map[node].children)
    ]
    never = {app for app, _ in graph.nodes} - {app for app, _ in there}
    applied = {app for app, _ in executor.loader.applied_migrations}
    executor.migrate([*last, *((app, None) for app in sorted(never & applied))])
    return MigrationExecutor(connection).loader.project_state(last).apps


def tables(manifest: Manifest, models: Iterable[type[Model]]) -> list[Table]:
    """The tables of the backup. ValueError when it has others than `models`, or other columns."""
    known = {model._meta.db_table: model for model in models}
    if differing := sorted(set(manifest.tables) ^ set(known)):
        raise ValueError(f"they differ in the table {differing[0]}")
    return [table_of(model, _columns(manifest, name)) for name, model in known.items()]


def _columns(manifest: Manifest, name: str) -> list[str]:
    listed: list[str] | None = manifest.tables[name].get("columns")
    if listed is not None:
        return listed
    first: dict[str, str] = tomllib.loads(FIRST_COLUMNS.read_text(encoding="utf-8"))
    return first.get(name, "").split()


def _loader() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)
