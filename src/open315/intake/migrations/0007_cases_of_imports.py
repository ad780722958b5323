"""Cases learn which import brought them, where that can be told: the only one of a source."""

from collections import Counter

from django.db import migrations


def tell(apps, schema_editor):
    alias = schema_editor.connection.alias
    imports = apps.get_model("intake", "SheetImport").objects.using(alias)
    cases = apps.get_model("cases", "Case").objects.using(alias)
    found = list(imports.order_by("id"))
    sources = Counter(f"{each.source}#{each.council_id}" for each in found)
    for each in found:
        source = f"{each.source}#{each.council_id}"
        if sources[source] == 1:
            # The reference is part of the question so that its index answers; every row of a sheet has one.
            cases.filter(source=source, import_id=None).exclude(source_ref="").update(import_id=each.pk)


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_withdrawal"), ("cases", "0011_history")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
