"""Activities that were entered twice: found by day, place, line and title, shown with the reason, and decided by somebody (ADR 0144).

Who does the job: the secretary of the upper council, before she believes the figures. A city and the province hold a consultation together, and each enters it. What looks alike is
kept as a pair (`services.look_at`, after every change of an activity); until somebody decides, both count and the pair is reported. *The same*: one of the two
counts, the people of both are united, and each indicator is taken once (`queries.once`). *Different*: it is never asked again. Both can be taken back.
"""
