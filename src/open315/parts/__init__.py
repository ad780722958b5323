"""What one body did in a campaign: a department, an association, an outlet, an enterprise (S04, S20).

Who does the job: the liaison of a department, in the week after the campaign. Her chief wants a page of what the department was asked for, promised and
brought, which activities it held itself, what became of the complaints handed to it, which tasks it had from meetings, and what did not work. She reads it,
words it (room `summaries`), a colleague signs it, and it goes to her chief and to the council. Of a department without accounts the secretariat of the
council does the same. A body reads its own part in the campaigns of all councils; a council reads every body's part, in the activities it sees.

The room keeps no tables: it reads those of activities, seminars, campaigns and cases, each narrowed to the body.
"""
