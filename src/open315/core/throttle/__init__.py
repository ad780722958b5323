"""Rate limits that hold: counted in the database, so that neither a restart nor a lost cache resets them.

`check("track:10.0.0.7", limit=30, seconds=3600, at=now)` counts one use and raises `TooMany` beyond the limit. Limit a target
(one query code, one phone number) and an address with two calls. Keys are stored as keyed hashes: the table tells nobody
which number was looked up. `spend` counts an amount instead of a use.
"""

from open315.core.throttle.counted import address_of, counted_as
from open315.core.throttle.counting import check, forget, once, spend, was_used

__all__ = ["address_of", "check", "counted_as", "forget", "once", "spend", "was_used"]
