"""A line of competence knows the kind of case, and may name an authority beside the competent one (ADR 0025).

The lines that were shipped until now, and that nobody ended or changed, make room for the new ones, which come in after the
migration (`seeds.load_missing_lines`). Cases keep the decision they have: it stands in the case in words.
"""

from datetime import date
from typing import Any

from django.db import migrations, models

SHIPPED = (
    ("market-any", "2026-04-15", ""),
    ("market-offline", "2026-04-15", ""),
    ("market-own_site", "2026-04-15", ""),
    ("market-platform", "2026-04-15", ""),
    ("market-platform_seller", "2026-04-15", ""),
    ("market-manufacturer", "2026-04-15", ""),
    ("market-any", "2020-01-01", "2026-04-14"),
    ("market-offline", "2020-01-01", "2026-04-14"),
    ("market-own_site", "2020-01-01", "2026-04-14"),
    ("market-platform", "2020-01-01", "2026-04-14"),
    ("market-platform_seller", "2020-01-01", "2026-04-14"),
    ("market-manufacturer", "2020-01-01", "2026-04-14"),
    ("market-any", "2014-03-15", "2019-12-31"),
    ("market-any", "1994-01-01", "2014-03-14"),
    ("tobacco-tobacco", "1994-01-01", ""),
    ("salt-salt", "1994-01-01", "2018-12-31"),
    ("drug-food", "2013-03-22", "2018-12-31"),
    ("market-drugs", "2019-01-01", ""),
    ("drug-drugs-manufacturer", "2019-01-01", ""),
    ("drug-drugs", "1994-01-01", "2018-12-31"),
    ("market-medical-devices", "2019-01-01", ""),
    ("drug-medical-devices", "1994-01-01", "2018-12-31"),
    ("market-cosmetics", "2019-01-01", ""),
    ("drug-cosmetics", "2013-03-22", "2018-12-31"),
    ("construction-housing", "1994-01-01", ""),
    ("construction-property", "1994-01-01", ""),
    ("construction-public-utilities", "1994-01-01", ""),
    ("education-education", "1994-01-01", ""),
    ("communications-telecom", "1994-01-01", ""),
    ("post-post-express", "1994-01-01", ""),
    ("culture-tourism-tourism", "1994-01-01", ""),
    ("finance-finance", "1994-01-01", ""),
    ("finance-insurance", "1994-01-01", ""),
    ("health-health", "1994-01-01", ""),
    ("agriculture-farm-inputs", "1994-01-01", ""),
    ("transport-passenger-transport", "1994-01-01", ""),
    ("price-price", "1994-01-01", "2018-12-31"),
    ("quality-measure", "1994-01-01", "2018-12-31"),
    ("quality-quality", "1994-01-01", "2018-12-31"),
)
"""Code, first day and last day of the lines as they were shipped."""


def take_back(apps: Any, schema_editor: Any) -> None:
    rules = apps.get_model("law", "CompetenceRule").objects.using(schema_editor.connection.alias)
    for code, since, until in SHIPPED:
        rules.filter(
            code=code, valid_from=date.fromisoformat(since), valid_until=date.fromisoformat(until) if until else None
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("law", "0002_article_in_languages")]

    operations = [
        migrations.AddField("competencerule", "kind", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddField("competencerule", "beside", models.BooleanField(default=False)),
        migrations.RunPython(take_back, migrations.RunPython.noop),
    ]
