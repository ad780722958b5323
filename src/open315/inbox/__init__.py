"""The one inbox: whatever way a person writes to the council, her message stands here until somebody has done something about it (ADR 0141).

Who does the job: a clerk opens the list in the morning and works from the oldest down. Each message is read once, the trader, the amount and the
day are already marked, and then one of five things happens: it becomes a case at the desk's own form, filled as far as it goes; it is added to a
case there is; it is answered and done; it is set aside as junk; or it waits for a colleague who has taken it. The answer goes out the way it came.
Two people on one message see each other.

It stands above `intake`, at whose desk cases are written. A channel is a folder of `channels` that turns what a provider sends into one
`types.Inbound` and calls `services.receive`; nothing else of the room knows channels. `services` has the verbs, `queries` the reads, `suggesting`
and `junk` what is read from a text, `facts` what is counted.
"""
