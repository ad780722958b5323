"""Structured logs: one JSON object a line, without personal data (docs/operations/monitoring.md)."""

from typing import Any


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything as JSON lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "open315.core.http.log_lines.JsonLines"}},
        "filters": {"queue_away": {"()": "open315.core.http.log_lines.NotOfAQueueAway"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Its warnings quote the whole address of a request; our own line names the route instead.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "axes": {"level": "WARNING"},
            "huey": {"level": "WARNING"},
            "huey.consumer.Worker": {"filters": ["queue_away"]},
            "huey.consumer.Scheduler": {"filters": ["queue_away"]},
            "django_tasks": {"level": "WARNING"},
            "uvicorn": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},
        },
    }
