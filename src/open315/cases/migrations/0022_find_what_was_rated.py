from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0021_follow_and_mention'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(
                condition=models.Q(('rated_on__isnull', False)), fields=['council', '-rated_on', '-id'], name='case_rated'
            ),
        ),
    ]
