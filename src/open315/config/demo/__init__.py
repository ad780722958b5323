"""The demo: Hubei's councils with departments, staff of every role, and two years of invented cases in every state.

`load.load(today, small=…)` fills an empty database; everything goes through the verbs of the rooms. Same day, same demo.
Entry points: the command `open315 demo`; `logins()` and `demo_logins()` for the terminal and the sign-in page.
"""

from open315.config.demo.logins import PASSWORD, Login, demo_logins, logins

__all__ = ["PASSWORD", "Login", "demo_logins", "logins"]
