"""The figures of activities: how many were held, by form and by city, which partners came, and the chapter that tells them."""

from open315.activities.facts import chapter, figures, partners

__all__ = ["chapter", "figures", "partners"]
