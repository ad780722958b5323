"""The facts of the case room: what was received, accepted, solved, recovered, by what and where, how fast, how much on time.

Everything is counted over one named query, "cases" (`population`), by grouped SQL; the same query opens as a page (room `figures`).
Importing `declared` puts the facts into the registry.
"""
