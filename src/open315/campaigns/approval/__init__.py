"""Approval of a plan by the standing committee: at a meeting, or by circulated signature 傳籤 (ADR 0120).

Who does the job: the secretariat puts the newest version before the committee. After a meeting it enters who was there and how they voted. By
circulation it names the members and a last day; members with an account answer here, of the others the secretariat notes what they signed
on paper. Who is silent is reminded once. The circulation ends with the last answer or the last day, and the rules of procedure of
that council on that day (`procedures`) say what came of it. One version of a campaign is approved at most; a later one needs
its own approval and replaces it.
"""
