"""Puts the shipped competence table into a database that lacks its lines: after every migration."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from django.apps import apps as installed

from open315.core.names import names

FILE = "competence.toml"
PATTERN = ("priority", "beside", "kind", "goods", "nature", "trader_kind")
END = date.max


def shipped_lines() -> list[dict[str, Any]]:
    """The lines of the shipped table as plain data."""
    data = tomllib.loads((files(__name__) / FILE).read_text(encoding="utf-8"))
    return [
        {"kind": "", "goods": "", "nature": "", "trader_kind": "", "beside": False, **each} for each in data["lines"]
    ]


def load_missing_lines(using: str = "default", apps: Any = installed, **_: Any) -> None:
    """Add every shipped line that is not there; one that is there, ended or not, is left alone.

    A line that would decide the same question as one that a place has added or ended for these days is left out: the place knew why.
    """
    try:
        rules = apps.get_model("law", "CompetenceRule")
    except LookupError:
        return
    if not {"kind", "article_in"} <= {each.name for each in rules._meta.fields}:
        return  # an earlier state, on its way to this one: its lines come with it
    stored = list(rules.objects.using(using).order_by("id").values("code", "valid_from", "valid_until", *PATTERN))
    there = {(each["code"], each["valid_from"]) for each in stored}
    missing = [
        each
        for each in shipped_lines()
        if (each["code"], each["valid_from"]) not in there and not _is_answered(each, stored)
    ]
    rules.objects.using(using).bulk_create(rules(**_row(each)) for each in missing)


def _is_answered(line: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> bool:
    return not line["beside"] and any(
        all(each[name] == line[name] for name in PATTERN)
        and each["valid_from"] <= (line.get("valid_until") or END)
        and line["valid_from"] <= (each["valid_until"] or END)
        for each in others
    )


def _row(line: dict[str, Any]) -> dict[str, Any]:
    article = names(line["article"])
    return {**line, "article": article.zh_hant, "article_in": article}
