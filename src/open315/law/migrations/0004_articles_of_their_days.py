"""Lines of competence whose article had another number, or whose place or tier was another, make room for the right ones.

As before (0003), a line goes only where it stands as it was shipped and nobody ended it; what replaces it comes in after the migration
(`seeds.load_missing_lines`). Cases keep the decision they have: it stands in the case in words.
"""

from datetime import date
from typing import Any

from django.db import migrations

SHIPPED = (
    ("housing", "1995-01-01", "matter", "城市房地產管理法第七條"),
    ("post", "2009-10-01", "matter", "郵政法第四條"),
    ("transport", "2004-07-01", "trader_address", "道路運輸條例第七條"),
    ("tobacco", "1997-07-03", "trader_address", "菸草專賣法第四條；菸草專賣法實施條例第四條"),
    (
        "devices-production",
        "2022-05-01",
        "trader_address",
        "醫療器械監督管理條例第三十二條；醫療器械生產監督管理辦法第五條（第二類、第三類）",
    ),
)
"""Code, first day, place and article of the lines as they were shipped; none had a last day."""


def take_back(apps: Any, schema_editor: Any) -> None:
    rules = apps.get_model("law", "CompetenceRule").objects.using(schema_editor.connection.alias)
    for code, since, place, article in SHIPPED:
        rules.filter(
            code=code, valid_from=date.fromisoformat(since), valid_until=None, place=place, article=article
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("law", "0003_kind_and_beside")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
