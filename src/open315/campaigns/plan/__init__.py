"""The plan of a campaign: sections and numbered measures, its versions, and the requirements the standing committee puts to it (ADR 0117).

Who does the job: the secretariat drafts in the browser, two people at a time, and freezes a version when it goes to the committee; members of
the standing committee put requirements, each under a number, to the whole plan, a section or a measure; the secretariat answers each and says
which measures serve it, changes the plan, freezes and releases the next version; the council above and the councils below read that and act
on it. The order is that of the pages: plan → measure → versions and what changed → requirements. `services` has the verbs, `queries` the
reads, `content` what a version holds, `comparing` what lies between two of them.
"""
