"""Begin a campaign's plan with that of an earlier year: its sections, measures and bodies, without who held a post (ADR 0127).

Who does the job: in autumn the secretary opens the campaign of the next year and wants last year's plan on the table, not its words in a file. She chooses the year, looks at what would come, takes it, and
changes it. Requirements, versions, votes, papers, links to plans above and holders of posts belong to their year and stay there.
"""
