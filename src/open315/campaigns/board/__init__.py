"""The head of the page of one's own campaign: what is on this week, what is late and with whom, who is silent, which requirements nothing meets,
and where everything of the campaign is found.

Who does the job: the secretary opens it in the morning, and again before anybody asks. A line says what, with whom and since when, and opens it. A line comes
from the room that knows it: rooms above enter theirs (`registry.contribute`), and nothing is kept here.
"""
