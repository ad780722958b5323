"""Backup and restore: one portable archive for both databases.

A tar file with one gzipped file of JSON lines a table, the uploads, and a manifest that says how many rows each table has and
what their content adds up to. What was backed up on SQLite can be restored into PostgreSQL and the reverse. Personal data
stays sealed in it; the keys are only in it when asked for (ADR 0006).
"""

from open315.core.ops.archive.reading import RestoreRefused, alone, restore
from open315.core.ops.archive.shelf import BackupRefused, clear, require_sense
from open315.core.ops.archive.writing import Summary, backup

__all__ = ["BackupRefused", "RestoreRefused", "Summary", "alone", "backup", "clear", "require_sense", "restore"]
