"""Who sent an unclaimed file, as a keyed hash, so that all strangers share the room fairly."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_holders_of_periodic_jobs'),
    ]

    operations = [
        migrations.AddField(
            model_name='upload',
            name='sender',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
