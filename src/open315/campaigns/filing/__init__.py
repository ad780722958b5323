"""The own plans of councils below: begun from the plan that was delivered to them, linked back to it, filed under the delivery (ADR 0127).

Who does the job: in a city or county the secretariat has acknowledged the paper and now writes what *it* will do. At hand are the
delivered plan and last year's. It ticks the measures it takes over, gets a plan of its own with those in it, each linked to the measure
above, fills in who, where and for how much, adds what is its own, keeps a version (its committee may approve it first) and files that.
The council above sees who has filed and who has not, reads what was filed, and reminds the others. `rules` says what a filed plan covers,
`queries` reads, `services` has the verbs.
"""
