"""One module a format: bytes → rows. Pure, and free of Django; run in the child only. Chosen in `opening`."""
