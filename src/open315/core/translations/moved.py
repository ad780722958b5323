"""Migrations from a column a language (`name`, `name_en`) to the Chinese column with its translations (`name`, `name_in`), and back."""

from functools import partial
from typing import Any

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, JSONObject

from open315.core.translations import TranslationsField


def english_moved(app: str, model: str, of: str, *, max_length: int) -> list[Any]:
    """The operations that move the English column of a text; each row is written once, by the database itself."""
    there = partial(_there, app=app, model=model, of=of)
    back = partial(_back, app=app, model=model, of=of)
    return [
        migrations.AddField(model, f"{of}_in", TranslationsField(of=of, max_length=max_length)),
        migrations.RunPython(there, back),
        migrations.RemoveField(model, f"{of}_en"),
    ]


def _there(apps: Any, editor: Any, *, app: str, model: str, of: str) -> None:
    rows = apps.get_model(app, model)._base_manager.using(editor.connection.alias)
    rows.exclude(**{f"{of}_en": ""}).update(**{f"{of}_in": JSONObject(en=F(f"{of}_en"))})


def _back(apps: Any, editor: Any, *, app: str, model: str, of: str) -> None:
    rows = apps.get_model(app, model)._base_manager.using(editor.connection.alias)
    english = Coalesce(KT(f"{of}_in__en"), Value(""), output_field=models.CharField())
    rows.update(**{f"{of}_en": english})
