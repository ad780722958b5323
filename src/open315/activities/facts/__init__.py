"""The figures of activities: how many were held, by form and by city, which partners came, who took part, and the chapter that tells them."""

from open315.activities.facts import chapter, figures, partners, people

__all__ = ["chapter", "figures", "partners", "people"]
