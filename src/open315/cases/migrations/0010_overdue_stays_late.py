"""A clock that was overdue when its case was withdrawn or found a duplicate is late, not without a meaning."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def keep_late(apps: Any, _schema_editor: Any) -> None:
    """Judge what ended without a meaning by its own last day, and let its case remember."""
    clocks, cases = apps.get_model("cases", "Clock"), apps.get_model("cases", "Case")
    clocks.objects.filter(state="void", ended_on__gt=F("due_on")).update(state="late")
    late = clocks.objects.filter(case=OuterRef("pk"), pack=OuterRef("pack"), state="late")
    cases.objects.filter(Exists(late), was_late=False, state__in=["withdrawn", "duplicate", "declined", "closed"]).update(
        was_late=True
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_split_from")]

    operations = [migrations.RunPython(keep_late, migrations.RunPython.noop)]
