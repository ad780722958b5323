"""The door for programs that speak Open311 GeoReport v2 (`/open311/v2/`): a city's app files here as it does elsewhere.

Who uses it: whoever runs such an app. She asks for the services, shows the questions of one, sends what a citizen wrote, and shows
where it stands. She has a key from the council's administrator (`OPEN315_GEOREPORT_KEYS`), and sees what was sent with that key and
nothing else: complaints are nobody's public list. XML and JSON; what a client may rely on stands in `docs/operations/open311.md`.

A place is a code (`address_id`, GB/T 2260) or words (`address_string`); coordinates alone are refused, since nobody here can look
them up without asking a stranger's server. Pictures are not fetched (`media_url` is kept as words): the server asks no address that a stranger names.
"""
