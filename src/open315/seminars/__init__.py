"""Guests of activities: who is invited, who answers, who comes at the door; and of seminars (S12) what is said, and what all agree on (ADR 0125, 0144).

Who does the job: weeks before, the secretary of a council has a list of those to be asked, from a sheet or from last year; she enters or pastes it, sends
the invitations by e-mail and prints letters for the rest. The guest answers by the link of the invitation, without an account, or by telephone;
then the secretary notes it. On the morning two people stand at the door with telephones and note who comes; on the evening the secretary writes
what was said and on what all agreed. A lecture, a visit, a consultation day has the same list, letters, badges and door; the record belongs to seminars alone. A seminar is an activity of the form Seminar: its place, hosts, partners, outputs and people stay there. The order
is that of the pages: list → seminar → guests → reception → result. `services` has the verbs, `queries` the reads, `vault` the names, `facts` what is counted.
"""
