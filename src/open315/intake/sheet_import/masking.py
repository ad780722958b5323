"""Cells on the pages of an import: personal data is masked here as everywhere."""

from open315.core.redaction import mask_email, mask_name, mask_phone, redact
from open315.core.redaction.masks import keep_ends
from open315.intake.sheet_import.columns import Target


def masked(target: Target, written: str) -> str:
    """The cell by what its column goes to; in any other column whatever looks like personal data is masked."""
    if target is Target.NAME:
        return mask_name(written)
    if target is Target.PHONE:
        return mask_phone(written)
    if target is Target.EMAIL:
        return mask_email(written)
    return keep_ends(written, 2, 0) if target in {Target.ADDRESS, Target.ID_NUMBER} else redact(written).text
