"""What a line says by itself (語音導航), whether calls on it are recorded, and the recordings that are kept with consent (ADR 0161).

Who does the job: once a year the supervisor words what the telephone system reads out, in one script; the other is made of it, whoever records the voice
prints both. She says whether calls are recorded, and how callers are told or asked. A clerk who has a recording of a quarrel puts it to the call; where the
caller was not told or did not agree, it is refused and that is noted. Nobody has to think of deleting: the worker does after the days of the line.
"""
