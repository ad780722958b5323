"""Messages that leave the system: in-app for staff, e-mail for consumers and staff; delivery state, retries, bounces later."""
