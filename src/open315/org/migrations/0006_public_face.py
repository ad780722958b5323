from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0005_coverage_of_records'),
    ]

    operations = [
        migrations.AddField(model_name='organisation', name='hours', field=models.CharField(blank=True, default='', max_length=120), preserve_default=False),
        migrations.AddField(model_name='organisation', name='map_link', field=models.URLField(blank=True, default='', max_length=300), preserve_default=False),
        migrations.AddField(model_name='organisation', name='icp_filing', field=models.CharField(blank=True, default='', max_length=60), preserve_default=False),
        migrations.AddField(model_name='organisation', name='police_filing', field=models.CharField(blank=True, default='', max_length=60), preserve_default=False),
        migrations.AddField(model_name='organisation', name='privacy_note', field=models.TextField(blank=True, default=''), preserve_default=False),
        migrations.AddField(model_name='organisation', name='access_note', field=models.TextField(blank=True, default=''), preserve_default=False),
    ]
