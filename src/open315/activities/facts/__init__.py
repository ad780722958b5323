"""The figures of activities: how many were held, by form and by city, which partners came, who took part, what met the plan, what it all put out,
and the chapters that tell them.
"""

from open315.activities.facts import (
    chapter,
    cooperation,
    effects,
    figures,
    one_by_one,
    partners,
    people,
    plan_chapter,
    requirements,
    undecided,
)

__all__ = [
    "chapter",
    "cooperation",
    "effects",
    "figures",
    "one_by_one",
    "partners",
    "people",
    "plan_chapter",
    "requirements",
    "undecided",
]
