"""Names that units of Hubei bore before, and that no install knew until now (鄖縣, 宜昌縣, 蒲圻市 …); what somebody dated stays."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from open315.org.seeds import load_regions


def load(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    load_regions(regions=apps.get_model("org", "Region"), names=apps.get_model("org", "RegionName"))


class Migration(migrations.Migration):
    dependencies = [("org", "0003_names_in_languages")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
