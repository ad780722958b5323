"""A text as groups of signs (`grams`), and what their weights say of it (`linear`). Pure, and without any library: suggesting needs none."""
