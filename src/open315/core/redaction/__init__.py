"""Finding and masking personal data in free text: all of it, not only the first piece.

`redact` masks telephone numbers, numbers of papers and bank cards, e-mail addresses, number plates, names in WeChat, QQ and the
like, homes, and names that a word announces, however they are written, and the details of the persons whose case it is (`Own`). The mask keeps the length and what
stands between the signs. How it works, and how well: ADR 0106.
"""

from open315.core.redaction.masks import mask_email, mask_name, mask_phone
from open315.core.redaction.own import Own
from open315.core.redaction.redact import Finding, Redaction, mask_own, redact

__all__ = ["Finding", "Own", "Redaction", "mask_email", "mask_name", "mask_own", "mask_phone", "redact"]
