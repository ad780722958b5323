"""One folder per inbound channel (web, desk, api, sheet_import); each turns its input into `cases.types.NewCase` and calls a verb."""
