"""The only room that knows every other: settings, addresses, servers, system checks, the command line."""
