"""What every room shares and no domain word: clock, calendar engine, text, ids, errors, audit, access, outbox, facts, documents, ui.

A higher room enters through the sub-packages named here; `core` imports no other room.
"""
