"""The returns of cities and counties: what is asked of them, what each fills in and signs, and what all of it comes to.

Who does the job: the province's secretary asks for a return (for which days, which indicators of the dictionary, until when, of whom). A clerk
of each body fills it in as people say it, or says "nothing" or "not known", and sees beside each field what the system holds as rows and what was
signed last year. A second person of the same body signs; from then on it is never changed: a correction is a new filing with a reason, and the
council that asked may open it again. The province sees who is late, and what was reported beside what the rows say (ADR 0122).

`services` has the verbs, `checking` what is said at the field, `queries` the reads, `rules` the counting.
"""
