"""Files people send: checked by content, kept exactly as they came, served so that they can do no harm (ADR 0042).

`services.receive` takes one file in, `services.claim` ties files to what they belong to, `services.sweep` drops what nobody
claimed, `services.published_copy` makes the only form in which a picture may leave the house, `services.response` serves.
"""
