"""Short messages: by Kannel's HTTP callback, or by any gateway that posts plain JSON (ADR 0142). `reading` understands what they send."""
