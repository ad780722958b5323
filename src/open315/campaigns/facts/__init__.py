"""The figures of a campaign's bodies, meetings and tasks (S02): what was set up, who came, what was done in time."""

from open315.campaigns.facts import figures

__all__ = ["figures"]
