from django.db import migrations


class Migration(migrations.Migration):
    """Nothing ever wrote the English name of a trader."""

    dependencies = [("traders", "0001_initial")]

    operations = [migrations.RemoveField("trader", "name_en")]
