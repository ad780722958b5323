"""The duty roster (值班表) of the hotline: who answers which line when, who takes whose place, and what one shift leaves to the next (ADR 0168).

Who does the job: on Friday a supervisor enters next week. Most of it is last week again, so she copies that, pastes a column of names for the slot that
changed, and looks for gaps. During the week a clerk cannot come: he asks a colleague to take his duty, and nobody else is troubled. At half past five
whoever was there writes what is open and goes home; at six the next reads it, says so, and begins with who is to be rung back.

`rules` says who was on duty at any moment from the rows alone, `services` has the verbs, `queries` the reads.
"""
