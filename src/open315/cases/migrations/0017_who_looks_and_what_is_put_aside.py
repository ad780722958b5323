"""Who looks at a case just now, and what officers put aside until a day: two small tables of personal state."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_how_consumers_rate'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField()),
                ('step', models.CharField(blank=True, max_length=24)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='present', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='presence_at')],
                'constraints': [models.UniqueConstraint(fields=('case', 'account'), name='presence_once')],
            },
        ),
        migrations.CreateModel(
            name='PutAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('version', models.PositiveIntegerField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aside', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'case'), name='put_aside_once')],
            },
        ),
    ]
