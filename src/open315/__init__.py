"""Open315: software for consumer councils, from the first phone call to the year-end summary."""

__version__ = "0.1.0"
