"""How days, times and numbers are written. Browsers want ISO in a date field, so that form comes first in every language."""
