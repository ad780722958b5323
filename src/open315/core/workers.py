"""The processes that do what follows a commit."""

import os
import socket


def worker_name() -> str:
    """This process among all workers of an install."""
    return f"{socket.gethostname()}:{os.getpid()}"[:120]
