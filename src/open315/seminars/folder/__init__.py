"""Seminars as sheets of the folder of a campaign: what is written of each, its guests, its agenda, its points of consensus (ADR 0133).

Guests travel by body and office (ADR 0118): names and addresses are sealed here for a letter and a badge, and stay. Declared by importing `sheets`.
"""
