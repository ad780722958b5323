"""Live screens: the last state of each topic, pushed to whoever watches it.

A verb calls `publish(topic, payload)` in its transaction; a page gets its address from `live_url(topic)` and follows it with
`data-live`. The address is signed: who was not given it cannot listen. When the stream is down, the page polls
`snapshot_url(topic)` (ETag, 304 while nothing changed).
"""

from open315.core.streams.publishing import publish
from open315.core.streams.tokens import live_url, snapshot_url, topic_of

__all__ = ["live_url", "publish", "snapshot_url", "topic_of"]
