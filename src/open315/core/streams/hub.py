"""The hub of one process: one poller for all watched topics, any number of watchers.

Every frame is made once and given to all. A slow watcher misses states, never the last one.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger("open315.streams")

POLL_SECONDS = 0.3
TROUBLE_SECONDS = 3.0

Versions = Callable[[Iterable[str]], Mapping[str, int]]
States = Callable[[Iterable[str]], Mapping[str, tuple[int, dict[str, Any]]]]


@dataclass(slots=True)
class Topic:
    """What is known of a topic, and the event its watchers wait on."""

    version: int = 0
    frame: bytes = b""
    watchers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def renew(self, version: int, payload: dict[str, Any]) -> None:
        """A new state: make its frame and wake everybody."""
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        self.version, self.frame = version, f"id: {version}\ndata: {text}\n\n".encode()
        self.changed.set()
        self.changed = asyncio.Event()


class Hub:
    """Watched topics by name. `versions` and `states` read the table; they run in a thread of their own."""

    def __init__(self, versions: Versions, states: States) -> None:
        self._versions = versions
        self._states = states
        self._topics: dict[str, Topic] = {}
        self._nudged = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def join(self, name: str) -> Topic:
        """Begin to watch; the first watcher of a topic waits until its state has been read."""
        topic = self._topics.setdefault(name, Topic())
        topic.watchers += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._poll())
        if not topic.frame:
            await self._read([name])
        return topic

    def leave(self, name: str) -> None:
        """Stop watching; a topic nobody watches is forgotten."""
        topic = self._topics.get(name)
        if topic is None:
            return
        topic.watchers -= 1
        if topic.watchers <= 0:
            del self._topics[name]

    def nudge(self) -> None:
        """Look at the table now."""
        self._nudged.set()

    @property
    def watched(self) -> int:
        """How many watchers there are."""
        return sum(topic.watchers for topic in self._topics.values())

    async def _poll(self) -> None:
        while self._topics:
            pause = POLL_SECONDS
            try:
                await self._look()
            except Exception as error:
                log.warning("stream cannot read", extra={"fields": {"error": type(error).__name__}})
                pause = TROUBLE_SECONDS
            await self._rest(pause)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._nudged.wait(), seconds)
        except TimeoutError:
            return
        self._nudged.clear()

    async def _look(self) -> None:
        names = list(self._topics)
        now = await asyncio.to_thread(self._versions, names)
        await self._read([name for name in names if now.get(name, 0) != self._known(name)])

    def _known(self, name: str) -> int:
        topic = self._topics.get(name)
        return topic.version if topic else 0

    async def _read(self, names: list[str]) -> None:
        if not names:
            return
        for name, (version, payload) in (await asyncio.to_thread(self._states, names)).items():
            topic = self._topics.get(name)
            if topic is not None and topic.version != version:
                topic.renew(version, payload)
