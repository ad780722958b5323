"""The whole program, loaded once for the processes that are forked from this one: they share its memory, and a new one is there at once."""

import gc

from django.urls import get_resolver
from huey.contrib.djhuey import HUEY

from open315.config import asgi


def load_program() -> None:
    """Load every address with what answers it. Nothing that a fork must not share stays open."""
    _ = asgi.application, get_resolver().url_patterns
    HUEY.storage.close()
    gc.collect()
    gc.freeze()
