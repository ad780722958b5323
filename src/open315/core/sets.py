"""Asking for many values at once: one parameter instead of a thousand, which both sides would have to read one by one."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class OneOf(Func):
    """True for rows whose text column is one of `values`; to be used in `.filter(…)`."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str | F, values: Iterable[str] = ()) -> None:
        super().__init__(F(column) if isinstance(column, str) else column)
        self.values = list(values)

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **kwargs: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "sqlite":
            return f"{column} IN (SELECT value FROM json_each(%s))", [  # noqa: S608  (a column of ours)
                *params,
                json.dumps(self.values),
            ]
        return f"{column} = ANY(%s::text[])", [*params, self.values]
