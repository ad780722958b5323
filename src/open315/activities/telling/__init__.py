"""Which activities the summary tells one by one (ADR 0143).

Who does the job: the secretary of a council, in April, with what was held before her. A province holds hundreds of activities; a summary tells some dozen.
Her own she tells all; of the cities those where leaders came, or that put out most. `rules` holds what a rule chooses and under which heading, `queries` what
it is judged by, `services` the verbs: set the rule, take one in or leave one out, put one under another heading, move it up or down.
"""
