"""Where what was held: a line for each council that reports to one's own with all below it, and the same numbers as tiles.

Who does the job: before a meeting the province wants to see at a glance where nothing happens. A map would need boundaries with an approval number,
which nobody can ship (ADR 0131, 0135): tiles in the order of the codes show the same numbers, and say that they show no shape. Each number opens
its rows. Roll-up follows the line by which a body reports, never the venue and never the code.
"""
