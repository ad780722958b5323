"""One content tree, three forms: web page, DOCX, PDF. Chapters of a document are built from facts, never from numbers.

`tree` holds the parts, `sentences` puts figures into translated sentences, `numbering` collects the evidence annex;
`html`, `docx` and `pdf` render the same tree. Every figure in every form leads to the rows behind it.
"""
