"""The figures of returns: how many were asked for, signed, are late; and for each indicator what bodies reported, beside what the rows say."""

from open315.returns.facts import chapter, figures, reported

__all__ = ["chapter", "figures", "reported"]
