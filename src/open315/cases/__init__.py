"""The case: complaint, report or enquiry, from registration to closure, on the statutory clock.

Entry points: `services` (one function a verb), `queries.visible_to(actor)`, `policies.decide`, `types` for commands,
`events` for what happened. Identities live in `cases.vault`; law, clocks and code lists in the room `law`.
"""
