"""The ways by which messages come in: a folder each, which turns what a provider sends into `types.Inbound` and calls `services.receive`."""
