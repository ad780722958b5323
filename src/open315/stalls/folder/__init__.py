"""Stalls as sheets of the folder of a campaign: the plan of the square, shifts, kit, and what was counted (ADR 0133). Declared by importing `sheets`."""
