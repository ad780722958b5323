"""Names of files are sealed; files that were dropped leave a row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_what_the_database_knows_of_its_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="dropped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="upload",
            name="name_key_id",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="upload",
            name="sealed_name",
            field=models.BinaryField(default=b""),
        ),
        migrations.AlterField(
            model_name="upload",
            name="original_name",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
