"""Every install knows the divisions of the country from the start."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from open315.org.seeds import load_regions


def load(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    load_regions(regions=apps.get_model("org", "Region"), names=apps.get_model("org", "RegionName"))


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
