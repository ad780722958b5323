"""A number of a place's own and a line of competence, as an administrator enters them."""

from datetime import date

from open315.core.names import Names
from open315.law import services

OPTION = services.NewOption(
    pack="council-2024", clock="acceptance", region_code="420100", amount=5, unit="working_days", roll="none",
    basis="市消協受理規則第三條", valid_from=date(2026, 5, 1),
)  # fmt: skip
LINE = services.NewLine(
    code="sport-leisure", goods="leisure", sector="sport", level=3, place="matter", article="體育法第一百條",
    article_in=Names(en="Sports Law Art 100"), valid_from=date(2026, 5, 1),
)  # fmt: skip
