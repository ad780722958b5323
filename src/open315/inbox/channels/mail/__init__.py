"""E-mail: fetched from a mailbox by IMAP, or brought by the site's own mail server by LMTP (ADR 0152), by the process `open315 mail`.

`mime` makes words of bytes, `reading` a letter of a mail, `bounces` understands what mail servers say of mails that did not arrive, `addresses`
knows which council an address is of and signs those that people answer to. `taking` stores one mail, `imap` and `lmtp` bring them, `process` runs both.
"""
