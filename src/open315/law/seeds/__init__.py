"""Puts the shipped competence table into a database that lacks its lines: after every migration."""

import tomllib
from importlib.resources import files
from typing import Any

from django.apps import apps as installed

from open315.core.names import names

FILE = "competence.toml"


def shipped_lines() -> list[dict[str, Any]]:
    """The lines of the shipped table as plain data."""
    data = tomllib.loads((files(__name__) / FILE).read_text(encoding="utf-8"))
    return list(data["lines"])


def load_missing_lines(using: str = "default", apps: Any = installed, **_: Any) -> None:
    """Add every shipped line that is not there; one that is there, ended or not, is left alone."""
    try:
        rules = apps.get_model("law", "CompetenceRule")
    except LookupError:
        return
    there = set(rules.objects.using(using).values_list("code", "valid_from"))
    missing = [each for each in shipped_lines() if (each["code"], each["valid_from"]) not in there]
    rules.objects.using(using).bulk_create(rules(**_row(each, rules)) for each in missing)


def _row(line: dict[str, Any], rules: Any) -> dict[str, Any]:
    article = names(line["article"])
    if "article_en" in {each.name for each in rules._meta.fields}:  # before migration law.0002
        return {**line, "article": article.zh_hant, "article_en": article.en}
    return {**line, "article": article.zh_hant, "article_in": article}
