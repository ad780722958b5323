"""What makes a file outlive a power cut besides its own bytes. Standard library only: the settings need it before Django is loaded."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Put the names in a folder safely on disk: a file that was written and linked is else there in name only until the next sync."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
