"""What a row says of the consumer: details for the vault, facts for the figures."""

from django.utils.translation import gettext_lazy as _

from open315.cases.types import ConsumerFacts, PersonDetails
from open315.core.text import telephones
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.coded_values import Meanings
from open315.intake.sheet_import.columns import Target
from open315.intake.sheet_import.row_cells import Cells

COLUMNS = frozenset(
    {Target.NAME, Target.PHONE, Target.EMAIL, Target.ADDRESS, Target.ID_NUMBER, Target.AGE_BAND, Target.GENDER}
)
NOT_KNOWN = _("Said to be unknown; nothing is kept.")
SEVERAL_NUMBERS = "、"


def details(row: Cells, kept: dict[str, str], heading: str) -> PersonDetails:
    """Name and ways to reach her. Other words beside a number are `kept` under the column's heading."""
    return PersonDetails(
        name=row.text(Target.NAME),
        phone=_phone(row, kept, heading),
        email=row.text(Target.EMAIL),
        address=row.text(Target.ADDRESS),
        id_number=row.text(Target.ID_NUMBER),
    )


def _phone(row: Cells, kept: dict[str, str], heading: str) -> str:
    """The number as it is written; of 13800138000（女兒） the number, told and kept; what holds none is left to the check of the case."""
    written = telephones.written(row.text(Target.PHONE))
    if cell_values.is_unknown(row.cell(Target.PHONE)):
        row.note(Target.PHONE, NOT_KNOWN)
    if not written or telephones.is_telephone(written):
        return written
    found = telephones.numbers(written)
    if not found and telephones.is_hidden_or_account(written):
        kept[heading] = written
        row.note(Target.PHONE, _("This is no whole telephone number. It is kept beside the case; no number is taken."))
        return ""
    if not found:
        return written
    kept[heading] = written
    row.note(Target.PHONE, _("The number is taken, the other words are kept beside the case."))
    return SEVERAL_NUMBERS.join(found)


def facts(row: Cells, meanings: Meanings) -> ConsumerFacts:
    """What may be counted of her."""
    return ConsumerFacts(
        meanings.code(Target.AGE_BAND, row.text(Target.AGE_BAND)), meanings.code(Target.GENDER, row.text(Target.GENDER))
    )
