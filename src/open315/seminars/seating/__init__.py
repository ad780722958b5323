"""The seating plan of a seminar or another activity with guests (S12).

Who does the job: the reception, on the day before. It knows the hall (so many rows of so many seats), lets the places be proposed by kind of body and
rank, moves the few who sit elsewhere, prints the plan for the door and the badges with their seats. Who was placed by hand stays when the others
are proposed anew; whoever takes a taken seat changes places with who sits there.
"""
