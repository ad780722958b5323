"""Who outside wrote last, while nobody of the council has reacted. A column that may be empty is added without writing a million rows anew."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_departments_accept'),
        ('org', '0006_public_face'),
        ('traders', '0002_no_english_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='news_from',
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('news_from__isnull', False)), fields=['council', '-received_at', '-id'], name='case_news'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('officer__isnull', True)), fields=['council', '-received_at', '-id'], name='case_unassigned'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('next_due_on__isnull', True)), fields=['council', '-received_at', '-id'], name='case_undated'),
        ),
    ]
