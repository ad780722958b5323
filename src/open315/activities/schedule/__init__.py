"""The activities by day: the calendar of a month and of a week, and the board by state.

Who does the job: the secretary who asks on Monday what the week brings, who may not put two activities of one city on one morning, and who reads it
on a phone on the way. She opens the month, goes on with a key, narrows it to her council, and sends the address to a colleague: everything
that is chosen stands in it. Days are days in China; what lasts several days stands on each of them.
"""
