"""The tasks of a campaign (任務分工, S02): what is to be done, by which body or post, until which day, and what came of it.

Who does the job: the secretariat gives a task from the page of a meeting or by itself, to a post of a body of the campaign or to any body; where that is a
body with accounts here, its people see the task and report the result themselves, else the secretariat does. A task is late when its day is over in
China and nothing was reported. Each is chased once when due soon and once when overdue. Results may be told after the campaign is closed.
"""
