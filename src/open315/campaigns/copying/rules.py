"""How days of one year stand in another; pure."""

from datetime import date


def in_year(day: date | None, years: int) -> date | None:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
