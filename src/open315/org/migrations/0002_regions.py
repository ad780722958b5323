"""Every install knows the divisions of the country from the start."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from open315.org.seeds import load_regions


def _in_columns(row: dict[str, str]) -> dict[str, str]:
    """As the table was then: a column a language."""
    return {"name_en": row["name_en"]}


def load(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    load_regions(regions=apps.get_model("org", "Region"), names=apps.get_model("org", "RegionName"), named=_in_columns)


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
