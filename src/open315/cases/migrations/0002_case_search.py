"""The search index over cases: number, title, narrative, trader, goods."""

from django.db import migrations

from open315.core.search.operations import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [CreateSearchIndex("case_search")]
