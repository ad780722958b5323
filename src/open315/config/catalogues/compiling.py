"""Compiles the catalogues that changed. A start with nothing to do only compares times of files.

`python -m open315.config.catalogues.compiling` does it without loading what collecting and converting need.
"""

import sys
from pathlib import Path

from open315.config.catalogues import files
from open315.config.catalogues.rooms import PACKAGE


def outdated() -> list[Path]:
    """The catalogues that are newer than their compiled form, or have none."""
    return [file for file in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")) if _older(file)]


def _older(file: Path) -> bool:
    compiled = file.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < file.stat().st_mtime_ns


def compile_all() -> int:
    """Compile what is outdated; how many files that were."""
    return sum(files.compile_file(file) for file in outdated())


if __name__ == "__main__":
    done = compile_all()
    if done:
        print(f"Compiled {done} catalogues.", file=sys.stderr)
