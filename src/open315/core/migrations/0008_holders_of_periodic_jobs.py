from django.db import migrations, models


class Migration(migrations.Migration):
    """A lease ends with its holder, so the row says who that is."""

    dependencies = [("core", "0007_sealed_names_of_uploads")]

    operations = [
        migrations.AddField("periodicjob", "holder", models.CharField(blank=True, default="", max_length=120)),
    ]
