"""Making the tables of an index in a migration."""

from typing import Any

from django.db.migrations.operations.base import Operation

from open315.core.search.engines import engine_of, table


class CreateSearchIndex(Operation):
    """Creates the index `name` on either database; backwards drops it. Fill it with `open315 reindex` if rows exist."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, name: str) -> None:
        self.name = table(name)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.name], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model stands for these tables."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in engine_of(schema_editor.connection.vendor).create(self.name):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in engine_of(schema_editor.connection.vendor).drop(self.name):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Create search index {self.name}"
