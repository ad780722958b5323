"""Asking for many values at once: one parameter instead of a thousand, which both sides would have to read one by one."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class OneOf(Func):
    """True for rows whose column is one of `values`; to be used in `.filter(…)`. `kind` is PostgreSQL's name of their type."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str | F, values: Iterable[Any] = (), kind: str = "text") -> None:
        super().__init__(F(column) if isinstance(column, str) else column)
        self.values, self.kind = list(values), kind

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **kwargs: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "sqlite":
            one_of = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  (a column of ours)
            return one_of, [*params, json.dumps(self.values)]
        return f"{column} = ANY(%s::{self.kind}[])", [*params, self.values]
