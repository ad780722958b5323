"""What every long work has goes from the summaries to their jobs; files stay where they lie, under the names they have."""

from django.db import migrations

KIND, FORMS = "summaries.campaign", ("html", "docx", "pdf")


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    runs = apps.get_model("summaries", "SummaryRun").objects.using(alias)
    jobs, files = (apps.get_model("core", name).objects.using(alias) for name in ("Job", "JobFile"))
    for run in runs.filter(job=None).order_by("id"):
        at_work = run.state in {"waiting", "running"}
        job = jobs.create(
            kind=KIND,
            state="waiting" if at_work else run.state,
            stage=run.stage,
            account_id=run.account_id,
            organisation_id=run.council_id,
            language=run.language,
            once=f"{run.campaign_id} {run.council_id} {run.language}",
            error=run.error,
            created_at=run.created_at,
            finished_at=run.finished_at,
        )
        files.bulk_create(_files(files.model, job, run))
        runs.filter(pk=run.pk).update(job=job)


def _files(model, job, run):
    """Those of the last attempt, and, only so that they are dropped with it, those of the earlier ones."""
    for attempt in range(1, run.attempts + 1):
        is_last = attempt == run.attempts and run.state == "done"
        for form in FORMS:
            yield model(
                job=job,
                key=form if is_last else f"{form}-{attempt}",
                path=f"summaries/{run.pk}-{attempt}.{form}",
                name=f"{run.file_name[:190]}.{form}" if is_last else "",
            )


class Migration(migrations.Migration):
    dependencies = [("summaries", "0002_summary_job")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
