"""What every request passes: an id and a log line, a 503 while storage is away, and the health addresses."""
