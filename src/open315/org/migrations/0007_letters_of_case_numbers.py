from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0006_public_face'),
    ]

    operations = [
        migrations.AddField(model_name='organisation', name='case_letters', field=models.CharField(blank=True, default='', max_length=6), preserve_default=False),
    ]
