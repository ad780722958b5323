from django.db import migrations, models


class Migration(migrations.Migration):
    """Which chapters a stored summary has: until now there was one, and everybody who could open the summary could read it."""

    dependencies = [("summaries", "0004_summary_details")]

    operations = [
        migrations.AddField(
            model_name="summaryrun",
            name="chapters",
            field=models.CharField(default="complaints", max_length=300),
            preserve_default=False,
        ),
    ]
