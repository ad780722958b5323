"""The day of the next contact with a trader, that it stands on the first page: filled from what the timeline tells of the last contact."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Of each case and body the last contact counts."""
    last: dict[tuple[int, int], str] = {}
    entries = apps.get_model("cases", "TimelineEntry").objects.filter(verb="contact_trader").order_by("id")
    for case_id, body, data in entries.values_list("case_id", "organisation_id", "data"):
        if body is not None:
            last[case_id, body] = data.get("until") or ""
    contacts = apps.get_model("cases", "NextContact").objects
    contacts.bulk_create(
        contacts.model(case_id=case_id, organisation_id=body, on=day) for (case_id, body), day in last.items() if day
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_appointments'),
    ]

    operations = [
        migrations.CreateModel(
            name='NextContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('case', models.ForeignKey(db_index=False, on_delete=models.deletion.CASCADE, related_name='next_contacts', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation_id', 'on'], name='next_contact_on')],
                'constraints': [models.UniqueConstraint(fields=('case', 'organisation_id'), name='next_contact_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
