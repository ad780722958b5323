"""A campaign that comes in as a folder of sheets, from the page: sent, looked through, brought in (ADR 0133).

Who does the job: the secretary who has last year's campaign, or that of her province before this software, in spreadsheets. She does it once a
year at most, not quite sure what is expected, and afraid to spoil something. So: she sends one file; the worker brings it in and takes all of
it back, and she reads what would come of each row; she corrects her sheets and sends them again, as often as she likes; then she lets them
come in, and finds each row where it now stands.

Foreign bytes are read by the confined child of the worker, never by the web process. Each row is a verb that people use: whole or not at all.
What came in stays when the work is stopped or cancelled, and bringing the same file again adds the rest.
"""
