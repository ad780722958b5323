"""The deployment meetings of a campaign (部署會議, S02): called with an agenda, held with who was there, ending in decisions and tasks.

Who does the job: the secretariat calls the meeting (when, where, agenda, bodies asked, one a line), and that evening notes which of them came and what
was decided; the bodies asked are offered as those who came. From the page of the meeting it gives the tasks that came out of it
(`campaigns.allocation`). A meeting that did not take place is taken out; only what was noted as held counts (ADR 0119).
"""
