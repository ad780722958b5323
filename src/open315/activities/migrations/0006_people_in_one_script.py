"""People known by body and office in whichever script: those who stand there twice for it become one, as if somebody had united them."""

from django.db import migrations, models

from open315.activities.people.rules import known_as


def compare(apps, _editor):
    people = apps.get_model("activities", "Person")
    first = {}
    united = set(people.objects.exclude(same_as=None).values_list("same_as_id", flat=True))
    for person in people.objects.order_by("pk"):
        person.known_as = known_as(person.body, person.office)
        other = first.setdefault(person.known_as, person)
        if other is not person and person.same_as_id is None and person.pk not in united:
            person.same_as_id = other.same_as_id or other.pk
            united.add(person.same_as_id)
        person.save()


class Migration(migrations.Migration):

    dependencies = [("activities", "0005_outputs")]

    operations = [
        migrations.AddField("person", "known_as", models.CharField(default="", max_length=500), preserve_default=False),
        migrations.RunPython(compare, migrations.RunPython.noop),
        migrations.AlterField("person", "known_as", models.CharField(db_index=True, max_length=500)),
    ]
