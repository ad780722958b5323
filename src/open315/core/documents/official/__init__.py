"""Official documents (公文) in the layout of GB/T 9704-2012: one typed document, as DOCX to edit and as PDF to print.

`types` says what a document consists of. `compose` puts it into words, numbers and places, once for both forms; `standard.toml`
holds the measures of the standard and `words.toml` what is printed by itself, in each script. `docx` and `pdf` only set it.
Why it is cut so: docs/adr/0121.
"""
