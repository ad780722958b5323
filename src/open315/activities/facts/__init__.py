"""The figures of activities: how many were held, by form and by city, and the chapter that tells them."""

from open315.activities.facts import chapter, figures

__all__ = ["chapter", "figures"]
