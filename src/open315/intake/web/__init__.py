"""The portal's own channel. A consumer, often on a phone and without JavaScript, tells what happened once, top to bottom:

what it is (complaint, report, enquiry) → what happened, with whom, where, what is asked for → evidence → how to reach her →
a page that reads everything back, says which body is probably competent and why → number and query code.

Nothing is kept on the server between the pages but the files: the form carries itself, signed, so a lost session, a
restarted server or a second click cost nothing (`submission.py`).
"""
