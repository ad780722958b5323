"""Departments and partners of an activity (S04): who was invited, who promised what, and who came with it.

Who does the job: weeks before the day the secretariat writes to departments, associations, lawyers, enterprises, and enters each it wrote to.
When an answer comes it opens the partner and notes what was promised (staff, stalls, materials, money), or that it declined. On the evening
of the day it says what was delivered, or that nobody came. Nothing is typed twice: what was promised is offered as delivered. The list of
all partners shows, with one filter, what was promised and did not come; the summary counts what was delivered.
"""
