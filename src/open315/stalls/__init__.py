"""The stalls of a consultation day (S16): who stands where on the square, with what and in which shifts, and what is counted there during the day.

Who does the job: a week before, the secretary of a council numbers the stalls on the site plan, says which department stands at each, what must be
brought, and who is on when; she prints the list and looks for stalls that nobody mans. On the day somebody stands behind a table with a telephone
in one hand, and presses a button for each enquiry, complaint and leaflet; a complaint that is written down there becomes a case of the desk. The
secretary looks at the board: which stall is silent? On the evening what was counted is what the activity put out: nobody adds up slips of paper.

It stands above `activities`, whose places, times, partners and outputs it uses, and above `intake`, at whose desk complaints are written (ADR 0130).
`services` has the verbs, `queries` the reads, `counters` is what `activities` asks when outputs are told, `facts` what is counted.
"""
