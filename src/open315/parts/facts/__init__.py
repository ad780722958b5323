"""The figures of a body's part: what it was asked for and brought, what it held, its people at seminars, its tasks, the cases handed to it."""

from open315.parts.facts import cases, dimension, hosted, joined, seminars, tasks

__all__ = ["cases", "dimension", "hosted", "joined", "seminars", "tasks"]
