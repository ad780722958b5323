"""What activities put out, as figures: one for each indicator of the dictionary, what is missing, and the chapter of a summary that tells it (ADR 0116)."""

from open315.activities.facts.effects import chapter, figures

__all__ = ["chapter", "figures"]
