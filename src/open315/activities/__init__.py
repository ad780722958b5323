"""What is done in a campaign: seminars, consultation days, stalls, press conferences, lectures, visits …; where, when, by whom, and what came of it.

Who does the job: the secretariat of a council (city, county, province) plans an activity when it is agreed, changes or postpones it until
the day, says on the evening that it was held, and notes what it put out (leaflets, boards, enquiries). The province reads along, and the
summary counts what was held. The order is that of the pages: list → plan → the activity, where each next step stands → the figures of the
campaign. `services` has the verbs, `queries` the reads, `facts` what is counted.
"""
