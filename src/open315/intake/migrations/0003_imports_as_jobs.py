"""What every long work has goes from the imports that were started to their jobs; results stay where they lie."""

from django.db import migrations

KIND, RESULT = "imports.sheet", "rows"
STATES = {"queued": "waiting", "running": "waiting", "done": "done", "failed": "failed"}


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    imports = apps.get_model("intake", "SheetImport").objects.using(alias)
    jobs, files = (apps.get_model("core", name).objects.using(alias) for name in ("Job", "JobFile"))
    for each in imports.filter(job=None, state__in=list(STATES)).order_by("id"):
        job = jobs.create(
            kind=KIND,
            state=STATES[each.state],
            done=each.rows_done,
            total=each.rows_total,
            account_id=each.account_id,
            organisation_id=each.council_id,
            language=each.language,
            error=each.error,
            created_at=each.created_at,
            finished_at=each.finished_at,
        )
        if each.result_bytes:
            files.create(job=job, key=RESULT, path=f"imports/{each.pk}.csv", size=each.result_bytes)
        imports.filter(pk=each.pk).update(job=job)


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_import_job")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
