"""The console's pages of the law: rule packs with their local options, and the table of competence, each with a try-it."""
