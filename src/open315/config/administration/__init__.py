"""The administrator's pages about the system itself: audit log, undelivered events, export of everything."""
