"""Activities in other calendars: the file of one activity, and addresses that a calendar program reads by itself (RFC 5545).

Who does the job: somebody of a council who wants its activities in the telephone that he looks at anyway. He makes an address, copies it into his calendar
program, and takes it back when the telephone is lost. Whoever has the address reads the calendar, so it is shown once and kept as a hash, ends with
his own access, and holds no more than a poster would say: title, time, place, hosts, form, state.
"""
