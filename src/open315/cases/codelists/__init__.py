"""The code lists of the case room: its kinds, channels, states and consents. `law.codelists` reads them (`add_lists`)."""
