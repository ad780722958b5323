from django.db import migrations

from open315.core.translations.moved import english_moved


class Migration(migrations.Migration):
    dependencies = [("law", "0001_from_cases")]

    operations = [
        *english_moved("law", "competencerule", "article", max_length=160),
    ]
