"""The bodies of a campaign and who holds their posts (S02, ADR 0119): organising committee, leading groups, offices, command posts.

Who does the job: in December or January the secretariat gets the paper that sets the bodies up, or drafts it: names of bodies and, in order of
precedence, who is what in them, each by body and office (「副主任：省市場監管局副局長」). It enters a body, then its posts one after the other,
the form coming back for the next. When an office changes hands, *Hand the post over* ends one line and begins the next at the same
place, so that "who commanded on 14 March" is answered for ever. Its leaders want the list on paper: the page of any day prints it in order.
No personal name is asked for. `services` has the verbs, `queries` the reads, `rules` what a body and a post must satisfy.
"""
