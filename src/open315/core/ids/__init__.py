"""Identifiers given before the insert, so that rows of several tables can be written in one sweep.

Numbers come from named series in blocks. A number identifies, it does not count: a crash may leave a gap (ADR 0002).
"""

from open315.core.ids.series import take

__all__ = ["take"]
