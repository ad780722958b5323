"""Log records as JSON lines. Fields we set ourselves are plain; free text passes the masks of `core.redaction` as a second net."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

from open315.core.redaction import redact

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request (or task) that is being worked on, for every line written meanwhile."""


class JsonLines(logging.Formatter):
    """{"at", "level", "logger", "message", "request", …fields}. `extra={"fields": {…}}` adds fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields = getattr(record, "fields", None)
        # Our own lines say what happened in fixed words and carry their values in fields.
        line["message"] = record.msg if fields is not None and not record.args else redact(record.getMessage()).text
        if request_id.get():
            line["request"] = request_id.get()
        if fields:
            line.update(fields)
        if record.exc_info:
            line["trace"] = redact(self.formatException(record.exc_info)).text
        return json.dumps(line, ensure_ascii=False, default=str)


class NotOfAQueueAway(logging.Filter):
    """Drops what each thread of a worker says several times a second while its queue is away: the worker itself says so, once each round."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, OSError) or type(error).__module__.partition(".")[0] in QUEUES)


QUEUES = {"redis", "sqlite3", "psycopg"}
"""The packages through which a worker reads its queue."""
