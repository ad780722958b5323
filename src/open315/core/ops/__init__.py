"""Running the house: periodic jobs, heartbeats of the workers, health, and the export of everything."""
