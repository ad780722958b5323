"""By which rules the texts of a case were masked; those of before are masked anew by the worker."""


from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_every_number_is_found'),
        ('org', '0005_coverage_of_records'),
        ('traders', '0002_no_english_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='masked_by',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['masked_by'], name='case_masked_by'),
        ),
    ]
