"""Who is told what after each step of a case: consumers by mail, staff in the console.

A mail holds the number and what was decided, never the query code, never a name, and nothing that staff only think about.
The reporter of a breach gets the receipt and nothing else: results are told only where a law says so (Order 121, Art 36).
"""
