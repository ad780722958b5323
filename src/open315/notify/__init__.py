"""Messages that leave: to staff in the console, to consumers by e-mail (ADR 0032).

Rooms above declare what their messages say (`notify.wording`), ask for one with `services.notify_account` or
`services.mail_identity` inside their own transaction, and tell once how an identity becomes an address
(`notify.addresses`). No message row holds an address or a name.
"""
