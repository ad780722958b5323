"""Messages to people: to staff in the console, to consumers by e-mail, by whatever channel has a folder here (ADR 0032, 0074).

Rooms above declare what their messages say (`notify.wording`), ask for one with `services.notify_account` or `services.send` inside their own
transaction, and tell once how their people are found on a channel (`notify.recipients`). No message row holds an address or a name.
"""
