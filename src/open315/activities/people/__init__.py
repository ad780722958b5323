"""Who took part in an activity (S03): as what, from which body, in which office and at which rank on that day.

Who does the job: on the evening of an activity the secretary has the list of those who came: body, office, rank. She enters one, or pastes the
whole list, a line each, and is told line by line what cannot be. Nobody's name is kept: a person is known by body and office, so the same
office at several activities and in several cities is one person without anybody's doing; of two who hold the same office each gets what
tells them apart (副省長（分管市場監管）). One person with two titles is united on the page of either, and parted again if it was wrong.
"""
