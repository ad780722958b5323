"""One table for all long work (ADR 0044); the rooms' own tables are carried over by their own migrations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_audit_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('done', models.BigIntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('account_id', models.BigIntegerField(null=True)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('once', models.CharField(blank=True, max_length=120)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('holder', models.CharField(blank=True, max_length=120)),
                ('lease_token', models.CharField(blank=True, max_length=32)),
                ('lease_until', models.DateTimeField(null=True)),
                ('cancel_asked_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='JobFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('path', models.CharField(max_length=200)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('size', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['id'], name='job_at_work'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['kind', 'created_at'], name='job_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'running')), models.Q(('once', ''), _negated=True)), fields=('kind', 'once'), name='job_once_at_work'),
        ),
        migrations.AddField(
            model_name='jobfile',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='core.job'),
        ),
        migrations.AddConstraint(
            model_name='jobfile',
            constraint=models.UniqueConstraint(fields=('job', 'key'), name='job_file_once'),
        ),
    ]
