"""Commands of the campaign room."""

from dataclasses import dataclass
from datetime import date

from open315.core.names import NO_NAME, Translated


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a person fills in when a campaign is opened or changed. `stat_first`–`stat_last`: what its figures cover."""

    year: int
    theme: str
    first_day: date
    last_day: date
    stat_first: date
    stat_last: date
    region_code: str
    note: str = ""
    theme_in: Translated = NO_NAME
    """Translations of the theme."""
    idea: str = ""
    goals: str = ""
    budget_cents: int | None = None
