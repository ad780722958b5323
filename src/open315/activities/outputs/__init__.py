"""What a held activity put out, by the dictionary of indicators: leaflets, enquiries, viewers, fakes …

The secretariat types it on the evening of the day as people say it ("3000餘份", "近百", "數百"); what is approximate stays so, what is in words is
listed and not counted. A correction ends a value and begins the next one, a withdrawal ends it: what counts is what has not ended.
"""
