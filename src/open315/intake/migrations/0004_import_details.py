"""An import keeps what only it knows."""

from django.db import migrations

CARRIED_OVER = (
    "state", "rows_total", "rows_done", "result_bytes", "language", "lease_token", "lease_until", "attempts", "error", "finished_at",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_imports_as_jobs")]

    operations = [
        migrations.RemoveIndex(model_name="sheetimport", name="import_at_work"),
        *[migrations.RemoveField(model_name="sheetimport", name=name) for name in CARRIED_OVER],
    ]
