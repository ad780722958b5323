from django.db import migrations

from open315.core.translations.moved import english_moved


class Migration(migrations.Migration):
    dependencies = [("org", "0002_regions")]

    operations = [
        *english_moved("org", "region", "name", max_length=80),
        *english_moved("org", "organisation", "name", max_length=160),
        *english_moved("org", "person", "name", max_length=80),
    ]
