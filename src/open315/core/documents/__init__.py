"""One content tree, three forms: web page, DOCX, PDF. Chapters of a document are built from facts, never from numbers."""
