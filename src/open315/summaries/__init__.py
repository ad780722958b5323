"""Summaries that write themselves from facts: the outline, the narrative, the evidence annex; web page, DOCX, PDF."""
