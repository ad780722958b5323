"""The audit log: who did or read what, append-only, sealed into a hash chain.

`record` writes in the verb's transaction; sealing happens afterwards in one place (`core.audit.chain`), so that
concurrent verbs do not queue on one row. `open315 audit-verify` walks the chain.
"""

from open315.core.audit.record import record, record_many

__all__ = ["record", "record_many"]
