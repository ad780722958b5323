"""How many query codes a case had: one that was lost can be replaced. A column that may be empty is added without writing a million rows anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_who_looks_and_what_is_put_aside'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='code_generation',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
