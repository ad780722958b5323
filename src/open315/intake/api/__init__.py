"""The public API (`/api/v1/`): file a case, see where it stands. For other portals, apps and bodies.

A client sends an `Idempotency-Key` with each filing: the same key and body give the same answer however often they are
sent; the same key with another body is refused. Errors are problem details (RFC 9457) in the client's language.
"""
