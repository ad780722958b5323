"""Takes over the two tables of the law from the room `cases`, with their rows and names; only their content types are told the new room."""

from typing import Any, ClassVar

from django.db import migrations, models

MOVED = ("competencerule", "localoption")


def rename_content_types(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, "cases", "law")


def restore_content_types(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, "law", "cases")


def _rename(apps: Any, schema_editor: Any, old: str, new: str) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    types.filter(app_label=old, model__in=MOVED).update(app_label=new)


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("cases", "0006_law_moves_out"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CompetenceRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=40)),
                        ("priority", models.PositiveSmallIntegerField(default=100)),
                        ("goods", models.CharField(blank=True, max_length=32)),
                        ("nature", models.CharField(blank=True, max_length=24)),
                        ("trader_kind", models.CharField(blank=True, max_length=16)),
                        ("place", models.CharField(max_length=24)),
                        ("sector", models.CharField(max_length=40)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("article", models.CharField(max_length=120)),
                        ("article_en", models.CharField(blank=True, max_length=160)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "cases_competencerule",
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "valid_from"), name="competence_rule_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocalOption",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("pack", models.CharField(max_length=40)),
                        ("clock", models.CharField(max_length=32)),
                        ("region_code", models.CharField(blank=True, max_length=6)),
                        ("amount", models.PositiveSmallIntegerField()),
                        ("unit", models.CharField(max_length=12)),
                        ("roll", models.CharField(max_length=20)),
                        ("basis", models.CharField(max_length=200)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "cases_localoption",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pack", "clock", "region_code", "valid_from"), name="local_option_once"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(rename_content_types, restore_content_types),
    ]
