from django.db import migrations

from open315.core.translations.moved import english_moved


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        *english_moved("campaigns", "campaign", "theme", max_length=120),
    ]
