"""Finding and masking personal data in free text: all of it, not only the first piece.

`redact` masks telephone numbers, identity and passport numbers, bank cards, e-mail addresses, number plates, WeChat and QQ
ids, also when written with separators, full-width or Chinese digits. The mask keeps the length and the separators.
"""

from open315.core.redaction.masks import mask_email, mask_name, mask_phone
from open315.core.redaction.redact import Finding, Redaction, redact

__all__ = ["Finding", "Redaction", "mask_email", "mask_name", "mask_phone", "redact"]
