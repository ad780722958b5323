"""Exports of everything become jobs; their files stay where they lie, under the names they have."""

from django.db import migrations

KIND, FILE = "system.export", "zip"


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    of_old, of_jobs, of_files = (apps.get_model("core", name).objects.using(alias) for name in ("ExportRun", "Job", "JobFile"))
    free = "everything"
    for run in of_old.order_by("created_at", "id"):
        at_work = run.state in {"waiting", "running"}
        job = of_jobs.create(
            kind=KIND,
            state="waiting" if at_work else run.state,
            done=run.rows_done,
            total=run.rows_total,
            account_id=run.account_id or None,
            once=free if at_work else "everything",
            error=run.error,
            created_at=run.created_at,
            finished_at=run.finished_at,
        )
        if at_work:
            free = ""
        if run.state == "done":
            of_files.create(job=job, key=FILE, path=f"everything-{run.pk}.zip", size=run.size)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_jobs")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="ExportRun"),
    ]
