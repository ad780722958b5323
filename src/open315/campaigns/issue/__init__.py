"""The joint issue of an approved plan (聯合發文), and its delivery to the councils below (ADR 0120).

Who does the job: the secretariat drafts the paper about the approved version: document number, main recipients, copies, annexes, partner
bodies in the order in which they sign. It asks the partners; liaisons of bodies with an account answer here, of the others the
secretariat notes what came on paper. When all have answered, or their last day is over, it issues: the paper is frozen under a
digest, signed by the council and by those that confirmed, and delivered to every council below along the line by which they
report. The people of each council acknowledge it; who is silent stands on a list and is chased.
"""
